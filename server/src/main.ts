/** The language server's entry for Node: `--stdio` for any client, or IPC as VS Code's language client starts it. */
import catalogueData from 'virtual:catalogue';
import expressionTypes from 'virtual:expression-types';
import snippets from 'virtual:snippets';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { Catalogue } from './core/catalogue';
import { lazyTypeWorld } from './core/expression';
import { nodeWorkspaceFiles } from './lsp/nodeWorkspaceFiles';
import { startServer } from './lsp/server';

startServer(createConnection(ProposedFeatures.all), {
  catalogue: new Catalogue(catalogueData),
  snippets,
  types: lazyTypeWorld(expressionTypes),
  files: nodeWorkspaceFiles,
});
