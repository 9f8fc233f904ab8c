/** What is known of the operations whose policies are open: from the files beside them, and from the instance. */
import { parse as parseYaml } from 'yaml';
import { isOperationFile, OperationReader, operationFiles, operationOfTemplate } from '../core/workspace';
import type { OperationFact } from '../core/workspace/types';
import { liveSchemes, type OperationTemplateParams, operationTemplateRequest } from '../protocol';
import { type Asking, liveUriOf } from './liveDocuments';
import type { WorkspaceFiles } from './workspaceFiles';
import { baseName, encoded, type WorkspacePaths } from './workspacePaths';

export interface OperationParts {
  readonly files: WorkspaceFiles;
  readonly paths: WorkspacePaths;
  readonly client: Asking;
  /** Whether the client answers `operationTemplateRequest`. */
  readonly canAsk: () => boolean;
}

export class KnownOperations {
  /** By the URI of the operation's policy; `undefined` while it is being found out, and where nothing is known. */
  private readonly known = new Map<string, OperationFact | undefined>();
  private readonly reader = new OperationReader((text) => parseYaml(text));
  private currentRevision = 0;
  /** How often everything was forgotten: what was asked before counts no longer. */
  private forgotten = 0;
  /** Called when something has been found out that an answer had to do without. */
  onKnown: () => void = () => undefined;

  constructor(private readonly parts: OperationParts) {}

  /** Grows whenever `of` answers something else. */
  get revision(): number {
    return this.currentRevision;
  }

  /** The operation of the policy at that URI. The first question starts finding out, and is answered with nothing. */
  of(uri: string): OperationFact | undefined {
    if (!this.known.has(uri)) {
      this.known.set(uri, undefined);
      const asked = this.forgotten;
      void this.findOut(uri).then((fact) => {
        if (fact === undefined || asked !== this.forgotten) return;
        this.known.set(uri, fact);
        this.currentRevision++;
        this.onKnown();
      });
    }
    return this.known.get(uri);
  }

  /** Takes in that files have changed; answers whether any of them tells of operations. */
  filesChanged(uris: readonly string[]): boolean {
    const concerned = uris.some((uri) => isOperationFile(baseName(uri)));
    if (concerned) this.forget();
    return concerned;
  }

  forget(): void {
    this.known.clear();
    this.forgotten++;
    this.currentRevision++;
  }

  /** Never rejects. */
  private async findOut(uri: string): Promise<OperationFact | undefined> {
    const facts = await Promise.all([this.fromFiles(uri), this.fromInstance(uri)]).catch(() => []);
    const [first, second] = facts.filter((fact) => fact !== undefined);
    if (first === undefined || second === undefined) return first;
    return { ...first, parameters: [...first.parameters, ...second.parameters] };
  }

  private async fromFiles(uri: string): Promise<OperationFact | undefined> {
    const { files, paths } = this.parts;
    const place = paths.placeOf(uri);
    if (liveUriOf(uri) !== undefined || place?.kind !== 'policy' || place.address.kind !== 'operation')
      return undefined;
    for (const path of operationFiles(place.address)) {
      const file = `${place.rootUri}/${encoded(path)}`;
      const text = await files.read(file);
      const fact = text && this.reader.read(path, text, place.address, { kind: 'file', uri: file });
      if (fact) return fact;
    }
    return undefined;
  }

  private async fromInstance(uri: string): Promise<OperationFact | undefined> {
    const { paths, client, canAsk } = this.parts;
    const live = liveUriOf(uri);
    const place = paths.placeOf(uri);
    if (place?.kind !== 'policy' || place.address.kind !== 'operation' || !canAsk()) return undefined;
    if (live !== undefined && live.scheme !== liveSchemes.policy) return undefined;
    const { api, operation, workspace } = place.address;
    const params: OperationTemplateParams = {
      api,
      operation,
      ...(workspace !== undefined && { workspace }),
      ...(live !== undefined && { authority: live.authority }),
    };
    const answer = await client.sendRequest(operationTemplateRequest, params);
    return typeof answer === 'string' && answer !== ''
      ? operationOfTemplate(answer, { kind: 'instance', label: '', id: '' })
      : undefined;
  }
}
