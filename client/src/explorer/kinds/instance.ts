/** The instances side by side: each with what it holds, or with what to do about it. */
import type { Failure, InstanceTarget, ServiceSummary } from '../../../../instance';
import type { InstanceLists } from '../../connection/instanceLists';
import { type ExplorerNode, message, problem, type RowCommand } from '../types';
import { contents } from './service';

/** An instance as far as the tree needs to know it. */
export interface InstanceEntry {
  readonly key: string;
  /** The environment's name, where the instance is one. */
  readonly environment: string | undefined;
  readonly isProtected: boolean;
  /** Whether commands are for it that name no other. */
  readonly isActive: boolean;
  /** Whether there are others. */
  readonly hasOthers: boolean;
  readonly target: InstanceTarget;
  readonly state:
    | { readonly kind: 'idle' | 'connecting' | 'signedOut' }
    | { readonly kind: 'failed'; readonly failure: Failure }
    | { readonly kind: 'connected'; readonly service: ServiceSummary; readonly lists: InstanceLists };
  /** Connects without asking anything. */
  readonly connect: () => Promise<void>;
}

export function instanceNode(entry: InstanceEntry): ExplorerNode {
  const { key, environment, target, state, isActive, hasOthers, isProtected } = entry;
  const service = state.kind === 'connected' ? state.service : undefined;
  const description = [
    isActive && hasOthers ? 'active' : '',
    isProtected ? 'protected' : '',
    environment === undefined ? '' : target.service,
    service?.sku,
    service?.location,
    state.kind === 'signedOut' ? 'signed out' : '',
    state.kind === 'failed' ? 'not connected' : '',
  ];
  return {
    instance: key,
    id: key,
    row: {
      label: environment ?? service?.name ?? target.service,
      description: description.filter(Boolean).join(' · '),
      tooltip: [
        service?.name ?? target.service,
        `Resource group ${target.resourceGroup}`,
        service?.gatewayUrl,
        isActive && hasOthers ? 'Active: commands are for this instance unless you choose another' : '',
        isProtected ? 'Protected: its name must be typed before anything is written' : '',
      ]
        .filter(Boolean)
        .join('\n'),
      icon: isProtected ? 'lock' : 'cloud',
      expanded: isActive,
      context: [
        'instance',
        'resource',
        state.kind,
        ...(state.kind === 'connected' ? ['pullable'] : []),
        hasOthers && !isActive ? 'inactive' : 'active',
        environment === undefined ? 'byHand' : 'environment',
      ],
    },
    resourcePath: '',
    pulls: 'everything',
    children: async () => ({ nodes: await instanceChildren(entry) }),
  };
}

async function instanceChildren({
  key,
  state,
  target,
  connect,
}: InstanceEntry): Promise<readonly ExplorerNode[]> {
  const says = (id: string, label: string, icon: string, command?: RowCommand): ExplorerNode => ({
    ...message(key, `${key}#${id}`, label, icon),
    ...(command !== undefined && { command }),
  });
  switch (state.kind) {
    case 'connected':
      return contents({ instance: key, lists: state.lists });
    case 'idle':
      // The tree is drawn again when the state changes.
      void connect();
      return [says('connecting', 'Connecting…', 'loading~spin')];
    case 'connecting':
      return [says('connecting', 'Connecting…', 'loading~spin')];
    case 'signedOut':
      return [
        says('signIn', `Sign in to see ${target.service}`, 'account', {
          title: 'Sign In',
          command: 'apimPolicy.signIn',
          arguments: [key],
        }),
      ];
    case 'failed':
      return [
        {
          ...problem(key, `${key}#problem`, state.failure),
          command: { title: 'Try Again', command: 'apimPolicy.signIn', arguments: [key] },
        },
      ];
  }
}
