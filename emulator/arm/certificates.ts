/** Certificates: what they say about themselves is kept and shown, their contents and passwords are not. */
import { createHash, X509Certificate } from 'node:crypto';
import { badRequest } from '../http/errors';
import { ok } from '../http/message';
import { isObject, type JsonObject, stringOf } from '../json';
import { nameOf } from '../store/resource';
import { fetchedNow, keyVaultOf, refreshFailed } from './keyVault';
import type { Prepared, ResourceKind, Target } from './kinds';
import { entity, invalidField } from './resources';

const yearMs = 365 * 24 * 3600 * 1000;

export const certificateKind: ResourceKind = {
  noun: 'Certificate',
  writes: 'put',
  filterFields: ['name', 'subject', 'thumbprint', 'expirationDate'],
  prepare,
  list: (target) => {
    const wanted = target.call.query.get('isKeyVaultRefreshFailed')?.toLowerCase();
    const all = target.instance.store.list(target.path);
    return wanted === undefined ? all : all.filter((row) => refreshFailed(row) === (wanted === 'true'));
  },
  actions: {
    refreshSecret: (target, resource) => {
      const { keyVault } = resource.properties;
      if (!isObject(keyVault))
        return badRequest('ValidationError', 'The certificate is not stored in a key vault.');
      const properties = { ...resource.properties, keyVault: { ...keyVault, lastStatus: fetchedNow() } };
      const fetched = target.instance.store.put(resource.path, properties);
      return ok(entity(target, fetched), { etag: fetched.etag });
    },
  },
};

function prepare(target: Target, sent: JsonObject): Prepared {
  const keyVault = keyVaultOf(sent);
  const name = nameOf(target.path);
  if (keyVault !== undefined) {
    // There is no vault to ask: the certificate is made of its address.
    const seen = described(Buffer.from(stringOf(keyVault, 'secretIdentifier') ?? ''), name);
    return { ok: true, properties: { ...seen, keyVault } };
  }
  const data = (stringOf(sent, 'data') ?? '').replace(/\s/g, '');
  if (data === '' || !/^[A-Za-z0-9+/]+=*$/.test(data))
    return invalidField('data', "'data' must be a certificate in base64.");
  return { ok: true, properties: described(Buffer.from(data, 'base64'), name) };
}

/** A PKCS #12 file cannot be opened here, so that only its fingerprint is its own. */
function described(bytes: Buffer, name: string): JsonObject {
  try {
    const certificate = new X509Certificate(bytes);
    return {
      subject: certificate.subject.replaceAll('\n', ', '),
      thumbprint: certificate.fingerprint.replaceAll(':', ''),
      expirationDate: new Date(certificate.validTo).toISOString(),
    };
  } catch {
    return {
      subject: `CN=${name}`,
      thumbprint: createHash('sha1').update(bytes).digest('hex').toUpperCase(),
      expirationDate: new Date(Date.now() + yearMs).toISOString(),
    };
  }
}
