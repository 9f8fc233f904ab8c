import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNodeFiles } from '../../../instance/files/nodeFiles';
import type { WorkspaceFiles } from '../../../instance/sync';

let around: string;
let folder: string;
let files: WorkspaceFiles;
beforeEach(async () => {
  around = await mkdtemp(join(tmpdir(), 'apim-files-'));
  folder = join(around, 'workspace');
  await mkdir(folder);
  await writeFile(join(around, 'outside.txt'), 'outside');
  files = openNodeFiles(folder);
});
afterEach(() => rm(around, { recursive: true }));

describe('files', () => {
  it('are written whole and read back, with their byte order mark', async () => {
    expect(await files.read('a/b/policy.xml')).toBeUndefined();
    await files.write('a/b/policy.xml', '\ufeff<a>\r\n</a>');
    await files.write('a/b/policy.xml', '\ufeff<a>\r\nü</a>');
    expect(await files.read('a/b/policy.xml')).toBe('\ufeff<a>\r\nü</a>');
    expect(await readdir(join(folder, 'a/b'))).toEqual(['policy.xml']);
  });

  it('keep their permissions', async () => {
    await files.write('x.xml', '1');
    await chmod(join(folder, 'x.xml'), 0o600);
    await files.write('x.xml', '2');
    expect((await stat(join(folder, 'x.xml'))).mode & 0o777).toBe(0o600);
  });

  it('are listed, but for the records, Git and packages', async () => {
    for (const path of ['b/c.xml', 'a.xml', '.apim/x.json', '.git/config', 'node_modules/p/i.js'])
      await files.write(path, '');
    expect(await files.list()).toEqual(['a.xml', 'b/c.xml']);
  });

  it('are listed below a folder, also one of the records, and none where it is missing', async () => {
    for (const path of ['b/c.xml', 'a.xml', '.apim/i/x.json']) await files.write(path, '');
    expect(await files.list('b')).toEqual(['b/c.xml']);
    expect(await files.list('.apim/i')).toEqual(['.apim/i/x.json']);
    expect(await files.list('none')).toEqual([]);
    await expect(files.list('../workspace')).rejects.toThrow('leads out');
  });

  it('are removed, and nothing happens where there is none', async () => {
    await files.write('a.xml', '');
    await files.remove('a.xml');
    await files.remove('a.xml');
    expect(await files.list()).toEqual([]);
    await expect(files.remove('../outside.txt')).rejects.toThrow('leads out');
  });

  it('that are no UTF-8 are not read as if they were', async () => {
    await writeFile(join(folder, 'policy.xml'), Buffer.from([0xff, 0xfe, 0x3c, 0x00]));
    await expect(files.read('policy.xml')).rejects.toThrow('"policy.xml" is not UTF-8 text');
  });

  it('are written out of the way first, where rests of killed programs go in time', async () => {
    await mkdir(join(folder, '.apim/tmp'), { recursive: true });
    await writeFile(join(folder, '.apim/tmp/old'), 'half');
    await utimes(join(folder, '.apim/tmp/old'), 1, 1);
    await writeFile(join(folder, '.apim/tmp/new'), 'half');
    await files.write('a.xml', '1');
    expect(await readdir(join(folder, '.apim/tmp'))).toEqual(['new']);
  });

  it('are written beside their place where nothing else will do', async () => {
    await writeFile(join(folder, '.apim'), '');
    await files.write('a/b.xml', '1');
    expect(await readdir(join(folder, 'a'))).toEqual(['b.xml']);
  });

  it('that can not be written leave no rest', async () => {
    await mkdir(join(folder, 'policy.xml'));
    await expect(files.write('policy.xml', 'x')).rejects.toThrow(/"policy.xml" could not be written \(\w+\)/);
    expect((await readdir(folder, { recursive: true })).sort()).toEqual([
      '.apim',
      '.apim/.gitignore',
      '.apim/tmp',
      'policy.xml',
    ]);
    await files.write('file', 'x');
    await expect(files.write('file/policy.xml', 'x')).rejects.toThrow('could not be written');
  });
});

describe('the folder', () => {
  it.each(['../outside.txt', 'a/../../outside.txt', '/etc/passwd', '.', '', 'a//b', './x', 'a\0b'])(
    'is not left by %j',
    async (path) => {
      await expect(files.read(path)).rejects.toThrow('leads out of the workspace');
      await expect(files.write(path, 'x')).rejects.toThrow('leads out of the workspace');
    },
  );

  it('is not left by links, to files or to folders, whole or broken', async () => {
    await symlink(join(around, 'outside.txt'), join(folder, 'policy.xml'));
    await symlink(around, join(folder, 'apis'));
    await symlink(join(around, 'not-there'), join(folder, 'broken.xml'));
    for (const path of ['policy.xml', 'apis/outside.txt', 'apis/new/policy.xml', 'broken.xml']) {
      await expect(files.write(path, 'x')).rejects.toThrow(/leads/);
    }
    await expect(files.read('policy.xml')).rejects.toThrow('leads out of the workspace');
    expect(await readFile(join(around, 'outside.txt'), 'utf8')).toBe('outside');
    expect((await readdir(around)).sort()).toEqual(['outside.txt', 'workspace']);
    expect(await files.list()).toEqual([]);
  });

  it('may hold links to its own files, which stay links', async () => {
    await files.write('real.xml', '1');
    await symlink(join(folder, 'real.xml'), join(folder, 'link.xml'));
    await files.write('link.xml', '2');
    expect(await readFile(join(folder, 'real.xml'), 'utf8')).toBe('2');
    expect(await files.read('link.xml')).toBe('2');
  });
});
