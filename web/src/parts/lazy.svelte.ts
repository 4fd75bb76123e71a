/* parts/lazy.svelte.ts - a part whose script is fetched when it is first wanted, so that a page stays light for who needs less.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
import { ApiError } from '../data/api.ts';

export interface Lazy<Script> {
  /** Null until it is there. */
  readonly script: Script | null;
  /** Why it did not come; the next time it is wanted it is fetched again. */
  readonly fault: ApiError | null;
  want: () => void;
}

export function lazily<Script>(load: () => Promise<Script>): Lazy<Script> {
  let script = $state.raw<Script | null>(null);
  let fault = $state.raw<ApiError | null>(null);
  let isFetching = false;
  return {
    get script() {
      return script;
    },
    get fault() {
      return fault;
    },
    want() {
      if (script !== null || isFetching) {
        return;
      }
      isFetching = true;
      load()
        .then(
          (fetched) => {
            script = fetched;
            fault = null;
          },
          (cause: unknown) => (fault = new ApiError('unreachable', String(cause))),
        )
        .finally(() => (isFetching = false));
    },
  };
}
