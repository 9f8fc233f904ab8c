/** What is known of an API's operations: from `operationInformation.json`, and from the API's specification. */
import { propertiesOf, recordOf, stringOf } from './json';
import { pathOf } from './layout';
import type { FactSource, OperationFact, PolicyAddress } from './types';

export type OperationAddress = Extract<PolicyAddress, { readonly kind: 'operation' }>;

const informationFile = 'operationInformation.json';
const specificationFiles: readonly string[] = ['yaml', 'json', 'yml'].map((end) => `specification.${end}`);

/** The longest specification in YAML that is read, in UTF-16 code units: it takes a second and more beyond. */
const longestYaml = 1_000_000;

/** Whether a file of that base name may tell of operations. */
export function isOperationFile(baseName: string): boolean {
  return baseName === informationFile || specificationFiles.includes(baseName);
}

/**
 * The files that may tell of an operation, relative to the folder with the artifacts. Its own one (apiops-cli) comes
 * before the API's specification (APIOps).
 */
export function operationFiles(operation: OperationAddress): readonly string[] {
  const { api, workspace } = operation;
  const apiAddress = { kind: 'api', api, ...(workspace !== undefined && { workspace }) } as const;
  return [
    `${folderOf(operation)}/${informationFile}`,
    ...specificationFiles.map((name) => `${folderOf(apiAddress)}/${name}`),
  ];
}

function folderOf(address: PolicyAddress): string {
  return pathOf({ kind: 'policy', address }, 'apiops').replace(/\/[^/]*$/, '');
}

/** Reads those files. A specification is parsed once for the operations that are asked about one after the other. */
export class OperationReader {
  private last: { readonly text: string; readonly document: unknown } | undefined;

  /** `parseYaml` may throw. */
  constructor(private readonly parseYaml: (text: string) => unknown) {}

  /** What the file tells of the operation. */
  read(
    path: string,
    text: string,
    operation: OperationAddress,
    source: FactSource,
  ): OperationFact | undefined {
    if (path.endsWith(`/${informationFile}`)) return readOperationInformation(text, source);
    if (this.last?.text !== text) this.last = { text, document: this.parsed(path, text) };
    return operationOfSpecification(this.last.document, operation, source);
  }

  private parsed(path: string, text: string): unknown {
    try {
      if (path.endsWith('.json')) return JSON.parse(text.replace(/^\uFEFF/, ''));
      return text.length > longestYaml ? undefined : this.parseYaml(text);
    } catch {
      return undefined;
    }
  }
}

/** What the template alone tells. */
export function operationOfTemplate(urlTemplate: string, source: FactSource): OperationFact {
  return { urlTemplate, parameters: templateParameters(urlTemplate), source };
}

/** `operationInformation.json`: the ARM resource's properties. */
function readOperationInformation(text: string, source: FactSource): OperationFact | undefined {
  const properties = propertiesOf(text);
  const urlTemplate = stringOf(properties?.urlTemplate);
  if (urlTemplate === undefined) return undefined;
  const declared = Array.isArray(properties?.templateParameters) ? properties.templateParameters : [];
  const names = declared.flatMap((parameter) => stringOf(recordOf(parameter)?.name) ?? []);
  return { urlTemplate, parameters: [...templateParameters(urlTemplate), ...names], source };
}

/**
 * The operation of an OpenAPI or Swagger document, parsed, that the resource name stands for: the service names
 * operations by their `operationId`. Its query parameters count too, as the service takes required ones into the
 * template. `undefined` where none or several have that name, or a reference leads elsewhere.
 */
function operationOfSpecification(
  document: unknown,
  { operation }: OperationAddress,
  source: FactSource,
): OperationFact | undefined {
  const found: { readonly path: string; readonly parameters: readonly unknown[] }[] = [];
  for (const [path, item] of Object.entries(recordOf(recordOf(document)?.paths) ?? {}))
    for (const [, method] of Object.entries(recordOf(item) ?? {})) {
      const id = stringOf(recordOf(method)?.operationId);
      if (id === undefined || resourceName(id) !== resourceName(operation)) continue;
      found.push({ path, parameters: [...listOf(recordOf(item)), ...listOf(recordOf(method))] });
    }
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  const names: string[] = [];
  for (const parameter of only.parameters) {
    const name = stringOf(recordOf(resolved(document, parameter))?.name);
    if (name === undefined) return undefined;
    names.push(name);
  }
  return { urlTemplate: only.path, parameters: [...templateParameters(only.path), ...names], source };
}

/** The names in a URL template: `{id}`, `{*rest}`, `{page=1}`. */
function templateParameters(urlTemplate: string): readonly string[] {
  return [...urlTemplate.matchAll(/\{\*?([^{}=?*]+)(?:[=?*][^{}]*)?\}/g)].map(([, name = '']) => name.trim());
}

/** Whoever makes a resource name of an `operationId` leaves letters and digits as they are. */
function resourceName(id: string): string {
  return id.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
}

function listOf(holder: Record<string, unknown> | undefined): readonly unknown[] {
  return Array.isArray(holder?.parameters) ? holder.parameters : [];
}

/** What a reference inside the document leads to. */
function resolved(document: unknown, value: unknown): unknown {
  const reference = stringOf(recordOf(value)?.$ref);
  if (reference === undefined) return value;
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((place, part) => recordOf(place)?.[part], document);
}
