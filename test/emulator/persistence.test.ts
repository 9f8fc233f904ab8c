import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderError, PortInUseError, storeFileName } from '../../emulator';
import { putDocument, send, startTestEmulator } from '../support/emulator';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'apim-emulator-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a data folder', () => {
  it('keeps everything across a restart, ETags too', async () => {
    const first = await startTestEmulator({ dataDir });
    await putDocument(first, '/apis/inventory/policies/policy', '<policies />');
    await send(first, 'PUT', '/namedValues/t', {
      body: { properties: { displayName: 't', value: 'kept', secret: true } },
    });
    await send(first, 'DELETE', '/policies/policy', { headers: { 'if-match': '*' } });
    const { headers } = await send(first, 'HEAD', '/apis/inventory/policies/policy');
    await first.close();
    const second = await startTestEmulator({ dataDir });
    expect((await send(second, 'HEAD', '/apis/inventory/policies/policy')).headers.get('etag')).toBe(
      headers.get('etag'),
    );
    expect((await send(second, 'POST', '/namedValues/t/listValue')).json.value).toBe('kept');
    expect((await send(second, 'HEAD', '/policies/policy')).status).toBe(404);
    const { headers: next } = await putDocument(second, '/apis/inventory/policies/policy', '<policies />');
    expect(next.get('etag')).not.toBe(headers.get('etag'));
    await second.close();
    expect(readdirSync(dataDir)).toEqual([storeFileName]);
  });

  it('keeps every change that was answered, also where the program ends at once', async () => {
    const first = await startTestEmulator({ dataDir, services: [{ service: 'second', seed: 'empty' }] });
    const second = { ...first, ...first.services[1] };
    await putDocument(first, '/apis/inventory/policies/policy', '<policies />');
    await send(first, 'DELETE', '/apis/storefront', { headers: { 'if-match': '*' } });
    await send(second, 'PUT', '/namedValues/t', { body: { properties: { displayName: 't', value: 'a' } } });
    // What an interrupted write leaves behind, in the folder as it stands while the program runs.
    const copy = mkdtempSync(join(tmpdir(), 'apim-emulator-'));
    cpSync(dataDir, copy, { recursive: true });
    const changes = readdirSync(copy).filter((name) => name.endsWith('.changes.jsonl'));
    expect(changes.sort()).toEqual(['instance.changes.jsonl', 'instance.second.changes.jsonl']);
    writeFileSync(join(copy, 'instance.changes.jsonl'), '{"revision":99,"cha', { flag: 'a' });
    const after = await startTestEmulator({ dataDir: copy });
    expect((await send(after, 'HEAD', '/apis/inventory/policies/policy')).status).toBe(200);
    expect((await send(after, 'HEAD', '/apis/storefront')).status).toBe(404);
    expect((await send(after, 'HEAD', '/apis/storefront/resolvers/query-product')).status).toBe(404);
    const again = { ...after, ...after.services[1] };
    expect((await send(again, 'GET', '/namedValues/t')).json.properties.value).toBe('a');
    await putDocument(after, '/apis/orders/policies/policy', '<policies />');
    await after.close();
    const last = await startTestEmulator({ dataDir: copy });
    expect(last.store.get('apis/orders/policies/policy')?.properties.value).toBe('<policies />');
    expect(last.services.map(({ service }) => service)).toEqual([last.service, 'second']);
    await Promise.all([first.close(), last.close()]);
    rmSync(copy, { recursive: true });
  });

  it('with damaged changes is reported and left alone', async () => {
    const first = await startTestEmulator({ dataDir });
    await first.close();
    writeFileSync(join(dataDir, 'instance.changes.jsonl'), '{"revision":1}\n');
    await expect(startTestEmulator({ dataDir })).rejects.toThrow(/is damaged and was left untouched/);
  });

  it.each([
    '',
    '{"version":1',
    '{"version":2}',
    '{"version":1,"revision":1,"resources":[{"path":"a"}]}',
    '[]',
  ])('with a damaged file is reported and left alone: %j', async (text) => {
    const file = join(dataDir, storeFileName);
    writeFileSync(file, text);
    await expect(startTestEmulator({ dataDir })).rejects.toThrow(DataFolderError);
    await expect(startTestEmulator({ dataDir })).rejects.toThrow(/is damaged and was left untouched/);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('that another instance writes to is not overwritten', async () => {
    const [first, second] = [await startTestEmulator({ dataDir }), await startTestEmulator({ dataDir })];
    await putDocument(first, '/apis/inventory/policies/policy', '<policies />');
    const kept = readFileSync(join(dataDir, storeFileName), 'utf8');
    const { status, json } = await putDocument(second, '/policies/policy', '<policies />');
    expect([status, json.error.message]).toEqual([
      500,
      expect.stringContaining('was changed by another program'),
    ]);
    expect(readFileSync(join(dataDir, storeFileName), 'utf8')).toBe(kept);
    const after = await send(second, 'GET', '/policies/policy', { query: { format: 'rawxml' } });
    expect(after.json.properties.value).toContain('<cors');
    await first.close();
    await second.close();
  });

  it('that cannot be written to is reported', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await expect(startTestEmulator({ dataDir: join(file, 'below') })).rejects.toThrow(DataFolderError);
  });
});

it('a used port is reported', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(startTestEmulator({ port })).rejects.toThrow(PortInUseError);
  await new Promise((resolve) => other.close(resolve));
});

it('closing ends connections that are held open', async () => {
  const emulator = await startTestEmulator();
  await send(emulator, 'GET', '/apis', { headers: { connection: 'keep-alive' } });
  await emulator.close();
  await expect(send(emulator, 'GET', '/apis')).rejects.toThrow();
});
