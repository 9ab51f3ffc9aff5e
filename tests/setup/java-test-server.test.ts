import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wrapperScript } from '../../src/setup/java-test-server.js';
import { runProgram } from '../../src/setup/programs.js';
import { ownFolder } from './folder.js';

describe.skipIf(process.platform === 'win32')('the script around the Java test server', () => {
  it("starts Java on the jars beside it and hands on the SDK's arguments, whatever the path", async () => {
    const root = join(await ownFolder(), "it's a folder");
    await mkdir(root);
    const java = join(root, 'java');
    await writeFile(java, '#!/bin/sh\nfor argument in "$@"; do echo "$argument"; done\n');
    const script = join(root, 'server');
    await writeFile(script, wrapperScript(java));
    for (const path of [java, script]) await chmod(path, 0o755);

    const plain = (await runProgram(script, ['7233', '--flag'])).split('\n');
    expect(plain).toContain('-XX:+UseSerialGC');
    expect(plain).toContain('-XX:TieredStopAtLevel=1');
    expect(plain.slice(-5)).toEqual([
      '-cp',
      join(root, 'jars', '*'),
      'io.temporal.testserver.TestServer',
      '7233',
      '--flag',
    ]);
    expect(plain.join()).not.toContain('SharedArchiveFile');

    await writeFile(join(root, 'classes.jsa'), '');
    expect(await runProgram(script, [])).toContain(`SharedArchiveFile=${root}/classes.jsa`);
  });
});
