/** Someone who works with the engine: edits files, pulls, pushes and merges, in a workspace of their own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApimInstance } from '../../../instance';
import { openNodeFiles } from '../../../instance/files/nodeFiles';
import { applyWorkspacePush, planWorkspacePush } from '../../../instance/push';
import {
  acceptLive,
  applyPull,
  applyPush,
  mergePolicies,
  openSyncState,
  type PullScope,
  type PushPlan,
  pathIn,
  planPull,
  planPush,
  type SyncState,
  type WorkspaceFiles,
} from '../../../instance/sync';
import { bothSides, marked, marksIn } from './marks';
import type { Random } from './random';
import type { Subject } from './subjects';

const place = { layout: 'apiops', root: 'apimartifacts' } as const;

export interface Counts {
  edits: number;
  pushes: number;
  pushed: number;
  conflicts: number;
  merges: number;
  failed: number;
  pulls: number;
}

export class Client {
  readonly folder: string;
  readonly counts: Counts = { edits: 0, pushes: 0, pushed: 0, conflicts: 0, merges: 0, failed: 0, pulls: 0 };
  /** Marks of pushes that the engine called done, with the policy they are in. */
  readonly accepted = new Map<string, string>();
  private readonly files: WorkspaceFiles;
  private readonly state: SyncState;
  private readonly edited = new Set<Subject>();
  /** Waits would only make the test long. */
  private readonly options = { sleep: async () => {} };

  constructor(
    readonly name: string,
    private readonly instance: ApimInstance,
    private readonly random: Random,
    folder?: string,
  ) {
    this.folder = folder ?? mkdtempSync(join(tmpdir(), 'apim-stress-'));
    this.files = openNodeFiles(this.folder);
    this.state = openSyncState(this.files, instance.target);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  fileOf({ address }: Subject): string {
    return pathIn(place, { kind: 'policy', address });
  }

  textOf(subject: Subject): string | undefined {
    try {
      return readFileSync(join(this.folder, this.fileOf(subject)), 'utf8');
    } catch {
      return undefined;
    }
  }

  get pending(): readonly Subject[] {
    return [...this.edited];
  }

  /** A person changes the file, in one go. */
  edit(subject: Subject): void {
    const text = this.textOf(subject);
    if (text === undefined) return;
    const mark = `mark-${this.name}-${++this.counts.edits}`;
    this.save(subject, marked(text, mark, this.random));
    this.edited.add(subject);
  }

  /** Pulls; `meanwhile` happens when the plan is made and not carried out yet. */
  async pull(scope: PullScope, meanwhile: () => void = () => {}): Promise<boolean> {
    this.counts.pulls++;
    const planned = await planPull(this.instance, scope, this.files, this.state, place, this.options);
    if (!planned.ok) {
      this.counts.failed++;
      return false;
    }
    meanwhile();
    const localChanges = this.random.chance(0.5) ? 'merge' : 'keep';
    const result = await applyPull(planned.plan, this.files, { ...this.options, localChanges });
    this.counts.conflicts += result.conflicts.length;
    this.counts.merges += result.merged.length;
    for (const { path, conflicts } of result.merged) if (conflicts > 0) await this.keepBothSides(path);
    return result.failed.length === 0;
  }

  async push(subject: Subject): Promise<void> {
    const text = this.textOf(subject);
    if (text === undefined) return;
    this.counts.pushes++;
    const plan = await this.plan(subject, text);
    if (plan === undefined) return;
    const result = await applyPush(this.instance, plan, 'push');
    switch (result.kind) {
      case 'pushed':
      case 'unchanged':
        this.done(subject, text);
        return;
      case 'conflict':
      case 'needs-decision':
        this.counts.conflicts++;
        await this.merge(subject);
        return;
      case 'invalid':
        throw new Error(`${subject.path} was refused: ${result.message}`);
      case 'failed':
        this.counts.failed++;
    }
  }

  /** Pushes several files as one plan; `meanwhile` happens when the plan is made and not carried out yet. */
  async pushMany(subjects: readonly Subject[], meanwhile: () => void = () => {}): Promise<void> {
    const bySubject = new Map(subjects.map((subject) => [this.fileOf(subject), subject]));
    const { instance, files, state } = this;
    const sides = { instance, files, state, place };
    const selection = { kind: 'paths', paths: [...bySubject.keys()] } as const;
    this.counts.pushes += bySubject.size;
    const planned = await planWorkspacePush(sides, selection, this.options);
    if (!planned.ok) {
      this.counts.failed++;
      return;
    }
    meanwhile();
    const report = await applyWorkspacePush(instance, planned.plan, { ...this.options, onFailure: 'go-on' });
    for (const { item, outcome } of report.items) {
      const subject = bySubject.get(item.path);
      if (subject === undefined) throw new Error(`${item.path} was pushed unasked`);
      if (outcome.kind === 'invalid') throw new Error(`${item.path} was refused: ${outcome.message}`);
      if (outcome.kind === 'conflict') {
        this.counts.conflicts++;
        await this.merge(subject);
      } else if (outcome.kind === 'updated' || outcome.kind === 'unchanged')
        this.done(subject, item.work.kind === 'policy' ? item.work.plan.text : '');
      else this.counts.failed++;
    }
  }

  /** The text is in the instance; the file may hold more by now. */
  private done(subject: Subject, text: string): void {
    this.counts.pushed++;
    for (const mark of marksIn(text)) this.accepted.set(mark, subject.path);
    if (marksIn(this.textOf(subject) ?? '').every((mark) => this.accepted.has(mark)))
      this.edited.delete(subject);
  }

  /** Brings what the instance has into the file, as the editor does when both sides changed. */
  private async merge(subject: Subject): Promise<void> {
    const text = this.textOf(subject) ?? '';
    const plan = await this.plan(subject, text);
    if (plan?.live === undefined) return;
    this.counts.merges++;
    const merged = mergePolicies(plan.base?.text, text, plan.live.text);
    await this.files.write(this.fileOf(subject), bothSides(merged.text));
    await acceptLive(plan);
    this.edited.add(subject);
  }

  private async keepBothSides(path: string): Promise<void> {
    const text = await this.files.read(path);
    if (text !== undefined) await this.files.write(path, bothSides(text));
  }

  private async plan(subject: Subject, text: string): Promise<PushPlan | undefined> {
    const planned = await planPush(
      this.instance,
      { address: subject.address, path: this.fileOf(subject), text },
      this.state,
    );
    if (planned.ok) return planned.plan;
    this.counts.failed++;
    return undefined;
  }

  private save(subject: Subject, text: string): void {
    writeFileSync(join(this.folder, this.fileOf(subject)), text);
  }
}
