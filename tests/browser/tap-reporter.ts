/* tap-reporter.ts - one TAP line for each test, so that Meson counts browser tests like all others.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';

// The colours of error texts do not belong in TAP.
const colours = /\u001b\[[0-9;]*m/g;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function explain(text: string): void {
  for (const line of text.replace(colours, '').split('\n')) {
    say(`# ${line}`);
  }
}

export default class TapReporter implements Reporter {
  private done = 0;

  printsToStdio(): boolean {
    return true;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    say('TAP version 13');
    say(`1..${suite.allTests().length}`);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    this.done += 1;
    // Root, project and file come first in the path; what is left is the claim.
    const claim = test.titlePath().slice(3).join(', ').replaceAll('#', '\\#');
    if (result.status === 'skipped') {
      const reason = test.annotations.find((note) => note.type === 'skip')?.description ?? 'skipped';
      say(`ok ${this.done} - ${claim} # SKIP ${reason}`);
      return;
    }
    say(`${result.status === 'passed' ? 'ok' : 'not ok'} ${this.done} - ${claim}`);
    for (const error of result.errors) {
      explain(`${error.message ?? error.value ?? ''}\n${error.snippet ?? ''}`);
    }
  }

  onError(error: TestError): void {
    explain(error.message ?? error.value ?? '');
    say('Bail out! the browser tests could not run');
  }

  onEnd(result: FullResult): void {
    say(`# ${result.status}, ${this.done} tests`);
  }
}
