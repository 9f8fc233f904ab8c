/** From an empty folder to a policy being written: the view, a pull, completion, hover, OAuth2, named values. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually, type TestCase } from '../runner';
import { type Fixture, pulled } from './fixture';
import { readPolicy } from './instance';

const customers = 'apimartifacts/apis/customers/policy.xml';

/** A policy with the statement in <inbound>. */
const inbound = (statement: string) =>
  `<policies>\n  <inbound>\n    <base />\n    ${statement}\n  </inbound>\n</policies>\n`;

/** Opens a policy of the workspace that has nothing in it yet. */
async function openDraft({ workbench, workspace }: Fixture): Promise<void> {
  const file = join(workspace, customers);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, inbound(''));
  await workbench.openFile(file);
  await workbench.statusBar('API Management Policy').waitFor();
}

export const authoring: readonly TestCase<Fixture>[] = [
  {
    name: 'pulling everything writes the APIOps layout',
    run: async (fixture) => {
      const { workbench, workspace, instance } = fixture;
      await pulled(fixture);
      await workbench.screenshot('2 pulled');
      const read = (path: string) => readFileSync(join(workspace, 'apimartifacts', path), 'utf8');
      assert.equal(read('policy.xml'), await readPolicy(instance, ''));
      assert.equal(read('apis/orders/policy.xml'), await readPolicy(instance, '/apis/orders'));
      assert.ok(read('policy fragments/audit-write/policy.xml').includes('<fragment>'));
      assert.ok(
        read('named values/oauth-client-secret/namedValueInformation.json').includes('oauth-client-secret'),
      );
    },
  },
  {
    name: 'completion in <inbound> offers what is allowed there, then attributes, values and named values',
    run: async (fixture) => {
      const { workbench } = fixture;
      await openDraft(fixture);
      await workbench.write(inbound('<|>'));
      await workbench.type('<');
      const labels = await workbench.suggestions('set-header');
      assert.ok(!labels.includes('forward-request'), 'forward-request belongs into <backend>');
      await workbench.screenshot('3 completion of policies');
      await workbench.type('set-header');
      await workbench.takeSuggestion('set-header');
      await workbench.expectEditorText('<set-header');
      await workbench.screenshot('3 completed');
      await workbench.press('Escape');
      await workbench.write(inbound('<set-header name="a" exists-action="<|>" />'));
      await workbench.suggestions('append');
      await workbench.screenshot('3 completion of values');
      await workbench.press('Escape');
      await workbench.write(inbound('<set-backend-service base-url="{{<|>" />'));
      await workbench.suggestions('orders-backend-url');
      await workbench.screenshot('3 completion of named values');
      await workbench.press('Escape');
    },
  },
  {
    name: 'hover explains a policy and says what a named value resolves to',
    run: async (fixture) => {
      const { workbench } = fixture;
      await openDraft(fixture);
      await workbench.write(inbound('<set-<|>backend-service base-url="{{orders-backend-url}}" />'));
      assert.match(await workbench.hoverAtCursor(), /Set backend service.*Documentation/s);
      await workbench.screenshot('4 hover');
      await workbench.press('Escape');
      await workbench.write(inbound('<set-backend-service base-url="{{orders-<|>backend-url}}" />'));
      assert.match(await workbench.hoverAtCursor(), /https:\/\/orders\.shop\.example\/api/);
      await workbench.screenshot('4 hover on a named value');
      await workbench.press('Escape');
    },
  },
  {
    name: 'OAuth2 is inserted where it belongs and leaves in one undo',
    run: async (fixture) => {
      const { workbench } = fixture;
      await openDraft(fixture);
      const before = inbound('<!-- here -->');
      await workbench.write(before.replace('<base />', '<base <|>/>'));
      const titles = await workbench.lightBulb('Insert OAuth2 backend authentication');
      assert.ok(titles.filter((title) => title.includes('OAuth2')).length >= 4, titles.join('\n'));
      await workbench.screenshot('5 light bulb');
      await workbench.takeAction('managed identity');
      await workbench.expectEditorText('<authentication-managed-identity');
      await workbench.screenshot('5 inserted');
      await workbench.press('Escape');
      await workbench.press('Control+Z');
      await workbench.expectEditorText('authentication-managed-identity', false);
      assert.equal((await workbench.editorText()).trim(), before.trim());
    },
  },
  {
    name: 'an unknown named value is a warning, and created in the workspace by its quick fix',
    run: async (fixture) => {
      const { workbench, workspace } = fixture;
      await openDraft(fixture);
      await workbench.write(inbound('<set-backend-service base-url="{{customers<|>-url}}" />'));
      await workbench.squiggles().first().waitFor();
      await workbench.lightBulb('Create named value "customers-url" in the workspace');
      await workbench.screenshot('6 unknown named value');
      await workbench.takeAction('Create named value "customers-url" in the workspace');
      await workbench.pick('Plain');
      await workbench.screenshot('6 creating it');
      await workbench.answerQuickInput('https://customers.shop.example');
      await eventually('the named value', () =>
        existsSync(join(workspace, 'apimartifacts/named values/customers-url/namedValueInformation.json')),
      );
    },
  },
];
