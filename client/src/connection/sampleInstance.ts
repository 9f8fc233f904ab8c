/** The sample instance: a local API Management, run as a process of its own while this window needs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { UserError } from '../errors';
import { contextKeys } from '../names';
import { type SampleAddress, sampleAddressOf } from './sampleAddress';

/** How long it may take to listen, in ms. */
const startLimit = 20_000;

export class SampleInstance implements vscode.Disposable {
  private process: ChildProcess | undefined;
  private starting: Promise<SampleAddress> | undefined;
  private listening: SampleAddress | undefined;
  private readonly ends = new vscode.EventEmitter<void>();
  /** Fires when the process ended without having been stopped. */
  readonly onDidEnd = this.ends.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Starts it where it isn't running, and answers where it listens. */
  start(): Promise<SampleAddress> {
    this.starting ??= this.launch().catch((error: unknown) => {
      this.stop();
      throw error;
    });
    return this.starting;
  }

  /** Where it listens; `undefined` while it isn't running. */
  get address(): SampleAddress | undefined {
    return this.listening;
  }

  stop(): void {
    const { process } = this;
    this.process = undefined;
    this.starting = undefined;
    this.listening = undefined;
    process?.kill();
    void vscode.commands.executeCommand('setContext', contextKeys.sampleRunning, false);
  }

  dispose(): void {
    this.stop();
    this.ends.dispose();
  }

  private async launch(): Promise<SampleAddress> {
    const storage = vscode.Uri.joinPath(
      this.context.storageUri ?? this.context.globalStorageUri,
      'sample-instance',
    );
    await vscode.workspace.fs.createDirectory(storage);
    const child = spawn(
      process.execPath,
      [this.context.asAbsolutePath('dist/cli.js'), 'emulator', '--port', '0', '--data', storage.fsPath],
      // In the desktop VS Code the program that runs this is Electron, which is asked to be Node.
      // The channel ends with this process, also where it is killed, and the instance with the channel.
      { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    this.process = child;
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error('The sample instance has no output to read.');
    createInterface({ input: stderr }).on('line', (line) => this.log.info(`Sample instance: ${line}`));
    child.once('exit', (code) => this.ended(child, code));
    const address = await firstAddress(child, stdout);
    this.listening = address;
    await vscode.commands.executeCommand('setContext', contextKeys.sampleRunning, true);
    this.log.info(`The sample instance listens at ${address.url}.`);
    return address;
  }

  private ended(child: ChildProcess, code: number | null): void {
    this.log.info(`The sample instance ended${code === null ? '' : ` with code ${code}`}.`);
    if (this.process !== child) return;
    this.stop();
    this.ends.fire();
  }
}

/** What the process says on its first line. Rejects where it ends, can't be started or takes too long. */
function firstAddress(child: ChildProcess, stdout: NodeJS.ReadableStream): Promise<SampleAddress> {
  return new Promise((resolve, reject) => {
    const failed = (why: string): void => {
      clearTimeout(timer);
      reject(
        new UserError(`The sample instance could not be started: ${why}.`, [
          { title: 'Show Log', command: 'apimPolicy.showOutput' },
        ]),
      );
    };
    const timer = setTimeout(() => failed('it did not answer in time'), startLimit);
    child.once('error', (error) => failed(error.message));
    child.once('exit', (code) => failed(`it ended with code ${code ?? 'none'}`));
    createInterface({ input: stdout }).on('line', (line) => {
      const address = sampleAddressOf(line);
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}
