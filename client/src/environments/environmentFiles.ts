/** The named environments of the workspace: `apim-policy.yaml` of each folder, read again as it changes. */
import * as vscode from 'vscode';
import {
  type ConfigurationProblem,
  type Environment,
  environmentsFileName,
  readEnvironments,
} from '../../../instance/environments';

/** An environment, and the workspace folder whose file names it. */
export interface WorkspaceEnvironment extends Environment {
  readonly workspaceFolder: vscode.WorkspaceFolder;
}

export interface KnownEnvironments {
  readonly environments: readonly WorkspaceEnvironment[];
  /** The one to begin with. */
  readonly initial: WorkspaceEnvironment | undefined;
}

/** Time between a change of the file and its reading, in milliseconds. */
const settleMs = 300;

export class EnvironmentFiles implements vscode.Disposable {
  private readonly problems = vscode.languages.createDiagnosticCollection('apimPolicy.environments');
  private readonly changes = new vscode.EventEmitter<void>();
  /** A file was changed, created or deleted, or the folders of the workspace have changed. */
  readonly onDidChange = this.changes.event;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly disposables: readonly vscode.Disposable[];

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${environmentsFileName}`);
    const changed = (): void => this.changedSoon();
    this.disposables = [
      this.problems,
      this.changes,
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
      vscode.workspace.onDidChangeWorkspaceFolders(changed),
      vscode.workspace.onDidOpenTextDocument((document) => this.check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.check(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.problems.delete(uri)),
    ];
    for (const document of vscode.workspace.textDocuments) this.check(document);
  }

  /** What the files say as they are saved. A folder without one has no environments. */
  async read(): Promise<KnownEnvironments> {
    const environments: WorkspaceEnvironment[] = [];
    let initial: WorkspaceEnvironment | undefined;
    for (const workspaceFolder of vscode.workspace.workspaceFolders ?? []) {
      const text = await readText(vscode.Uri.joinPath(workspaceFolder.uri, environmentsFileName));
      if (text === undefined) continue;
      const file = readEnvironments(text);
      const found = file.environments.map((environment) => ({ ...environment, workspaceFolder }));
      environments.push(...found);
      initial ??= found.find(({ name }) => name === file.initial);
    }
    return { environments, initial: initial ?? environments[0] };
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private changedSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changes.fire(), settleMs);
  }

  private check(document: vscode.TextDocument): void {
    if (!isEnvironmentsFile(document.uri)) return;
    const { problems } = readEnvironments(document.getText());
    this.problems.set(
      document.uri,
      problems.map((problem) => diagnosticOf(document, problem)),
    );
  }
}

function isEnvironmentsFile(uri: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return (
    folder !== undefined &&
    vscode.Uri.joinPath(folder.uri, environmentsFileName).toString() === uri.toString()
  );
}

function diagnosticOf(
  document: vscode.TextDocument,
  { message, severity, start, end }: ConfigurationProblem,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(document.positionAt(start), document.positionAt(end)),
    message,
    severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'API Management';
  return diagnostic;
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
  } catch {
    return undefined;
  }
}
