/** What of an instance is promoted, where no menu has said so. */
import * as vscode from 'vscode';
import type { PromotionScope } from '../../../instance/promotion';
import type { Resource } from '../../../instance/push';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';
import type { Connected } from '../connection/connection';
import { orCancel, orThrow, UserCancelled } from '../errors';
import { cancellable } from '../progress';
import { nameOf } from './rows';

interface ScopeItem extends vscode.QuickPickItem {
  readonly choose: () => PromotionScope | Promise<PromotionScope>;
}

/** A part of the instance by kind or by what it is in, or single ones. */
export async function chooseScope(of: Connected, title: string): Promise<PromotionScope> {
  const items = scopesOf(of, title);
  return orCancel(await vscode.window.showQuickPick(items, { title, placeHolder: 'What?' })).choose();
}

function scopesOf(of: Connected, title: string): readonly ScopeItem[] {
  return [
    {
      label: '$(cloud) Everything',
      detail: 'Policies, fragments, named values and backends, those in workspaces too.',
      choose: () => 'everything',
    },
    {
      label: '$(symbol-interface) An API…',
      detail: 'Its policy and those of its operations and resolvers.',
      choose: async () => ({ below: await chooseApi(of, title) }),
    },
    { label: '$(symbol-snippet) All Policy Fragments', choose: () => ({ kind: 'fragments' }) },
    { label: '$(symbol-constant) All Named Values', choose: () => ({ kind: 'named-values' }) },
    { label: '$(server) All Backends', choose: () => ({ kind: 'backends' }) },
    {
      label: '$(checklist) Selected…',
      detail: 'Single policies, fragments, named values and backends.',
      choose: () => chooseResources(of, title),
    },
  ];
}

async function chooseApi({ lists, service }: Connected, title: string): Promise<PolicyAddress> {
  const apis = await cancellable(`Listing the APIs of ${service.name}`, () => lists.apis().whole);
  const items = orThrow(apis).map(({ name, displayName }) => ({
    label: displayName,
    description: name === displayName ? '' : name,
    name,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Which API?',
    matchOnDescription: true,
  });
  return { kind: 'api', api: orCancel(chosen).name };
}

async function chooseResources({ lists, service }: Connected, title: string): Promise<PromotionScope> {
  const items = await cancellable(`Listing what ${service.name} has`, async () => {
    const [policies, fragments, namedValues, backends] = await Promise.all([
      lists.policyAddresses().whole,
      lists.fragments().whole,
      lists.namedValues().whole,
      lists.backends().whole,
    ]);
    const resources: readonly Resource[] = [
      ...orThrow(policies).map((address) => ({ kind: 'policy', address }) as const),
      ...orThrow(fragments).map(
        ({ name }) => ({ kind: 'policy', address: { kind: 'fragment', fragment: name } }) as const,
      ),
      ...orThrow(namedValues).map(({ name }) => ({ kind: 'named-value', name }) as const),
      ...orThrow(backends).map(({ name }) => ({ kind: 'backend', name }) as const),
    ];
    return resources.map((resource) => {
      const { label, kind } = nameOf({ resource });
      return { label, description: kind, resource };
    });
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Which ones?',
    canPickMany: true,
    matchOnDescription: true,
  });
  const resources = orCancel(chosen).map(({ resource }) => resource);
  if (resources.length === 0) throw new UserCancelled();
  return { resources };
}
