/** The explorer's tree as data: what stands under what, and how each row reads. */
import type {
  ApiSummary,
  Failure,
  FragmentSummary,
  NamedValueSummary,
  OperationSummary,
  ProductSummary,
  ServiceSummary,
} from '../../../instance';
import type { PolicyAddress } from '../../../server/src/core/workspace/types';

export type GroupName = 'products' | 'apis' | 'fragments' | 'namedValues';

/** `undefined` until the instance has said which scopes have a policy. */
export type HasPolicy = boolean | undefined;

export type ExplorerNode =
  | { readonly kind: 'instance'; readonly service: ServiceSummary }
  | { readonly kind: 'global'; readonly hasPolicy: HasPolicy }
  | { readonly kind: 'group'; readonly group: GroupName }
  | { readonly kind: 'product'; readonly product: ProductSummary; readonly hasPolicy: HasPolicy }
  | { readonly kind: 'api'; readonly api: ApiSummary; readonly hasPolicy: HasPolicy }
  | {
      readonly kind: 'operation';
      readonly api: string;
      readonly operation: OperationSummary;
      readonly hasPolicy: HasPolicy;
    }
  | { readonly kind: 'fragment'; readonly fragment: FragmentSummary }
  | { readonly kind: 'namedValue'; readonly namedValue: NamedValueSummary }
  /** Stands where a list could not be had; a click tries again. */
  | { readonly kind: 'problem'; readonly failure: Failure }
  | { readonly kind: 'empty'; readonly label: string };

export interface RowDescription {
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** Name of a codicon. */
  readonly icon: string;
  /** Whether the row stands out as one that has a policy. */
  readonly marked?: boolean;
  /** Whether a click opens the policy. */
  readonly opens?: boolean;
  readonly expands: 'no' | 'collapsed' | 'expanded';
  /** Words that `when` clauses of package.json look for. */
  readonly context: readonly string[];
}

const groups: Readonly<Record<GroupName, { readonly label: string; readonly icon: string }>> = {
  products: { label: 'Products', icon: 'package' },
  apis: { label: 'APIs', icon: 'globe' },
  fragments: { label: 'Policy Fragments', icon: 'extensions' },
  namedValues: { label: 'Named Values', icon: 'key' },
};

export const groupNames: readonly GroupName[] = ['products', 'apis', 'fragments', 'namedValues'];

export function describeNode(node: ExplorerNode): RowDescription {
  switch (node.kind) {
    case 'instance':
      return {
        label: node.service.name,
        description: [node.service.sku, node.service.location].filter((part) => part !== '').join(' · '),
        tooltip: node.service.gatewayUrl ?? node.service.id,
        icon: 'cloud',
        expands: 'expanded',
        context: ['instance', 'resource'],
      };
    case 'global':
      return {
        label: 'Global Policy',
        tooltip: policyTooltip('All APIs', node.hasPolicy),
        icon: 'shield',
        ...marks(node.hasPolicy),
        expands: 'no',
        context: policyContext(node.hasPolicy, 'global'),
      };
    case 'group':
      return { ...groups[node.group], expands: 'collapsed', context: [node.group] };
    case 'product':
      return {
        label: node.product.displayName,
        description: differing(node.product.name, node.product.displayName),
        tooltip: policyTooltip(node.product.name, node.hasPolicy),
        icon: 'package',
        ...marks(node.hasPolicy),
        expands: 'no',
        context: [...policyContext(node.hasPolicy, 'product'), 'resource'],
      };
    case 'api':
      return {
        label: node.api.displayName,
        description: describeApi(node.api),
        tooltip: policyTooltip(`${node.api.name} · ${node.api.type}`, node.hasPolicy),
        icon: 'globe',
        ...marks(node.hasPolicy),
        expands: 'collapsed',
        context: [...policyContext(node.hasPolicy, 'api'), 'resource'],
      };
    case 'operation':
      return {
        label: node.operation.displayName,
        description: `${node.operation.method} ${node.operation.urlTemplate}`,
        tooltip: policyTooltip(node.operation.name, node.hasPolicy),
        icon: node.hasPolicy === true ? 'circle-filled' : 'circle-outline',
        ...marks(node.hasPolicy),
        expands: 'no',
        context: [...policyContext(node.hasPolicy, 'operation'), 'resource'],
      };
    case 'fragment':
      return {
        label: node.fragment.name,
        ...(node.fragment.description !== undefined && {
          description: node.fragment.description,
          tooltip: node.fragment.description,
        }),
        icon: 'extensions',
        ...marks(true),
        expands: 'no',
        context: [...policyContext(true, 'fragment'), 'resource'],
      };
    case 'namedValue':
      return describeNamedValue(node.namedValue);
    case 'problem':
      return {
        label: node.failure.message,
        description: 'Click to try again',
        tooltip: node.failure.message,
        icon: 'warning',
        expands: 'no',
        context: ['problem'],
      };
    case 'empty':
      return { label: node.label, icon: 'blank', expands: 'no', context: [] };
  }
}

/** The policy a row stands for, whether or not the instance has one there. */
export function addressOfNode(node: ExplorerNode): PolicyAddress | undefined {
  switch (node.kind) {
    case 'global':
      return { kind: 'global' };
    case 'product':
      return { kind: 'product', product: node.product.name };
    case 'api':
      return { kind: 'api', api: node.api.name };
    case 'operation':
      return { kind: 'operation', api: node.api, operation: node.operation.name };
    case 'fragment':
      return { kind: 'fragment', fragment: node.fragment.name };
    default:
      return undefined;
  }
}

/** The path below the service's resource id; `undefined` for rows that are no resource. */
export function resourcePathOf(node: ExplorerNode): string | undefined {
  const named = (type: string, name: string): string => `/${type}/${encodeURIComponent(name)}`;
  switch (node.kind) {
    case 'instance':
      return '';
    case 'product':
      return named('products', node.product.name);
    case 'api':
      return named('apis', node.api.name);
    case 'operation':
      return named('apis', node.api) + named('operations', node.operation.name);
    case 'fragment':
      return named('policyFragments', node.fragment.name);
    case 'namedValue':
      return named('namedValues', node.namedValue.name);
    default:
      return undefined;
  }
}

/** A key that two addresses share only where they name the same policy. */
export function addressKey(address: PolicyAddress): string {
  return JSON.stringify(Object.entries(address).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function describeNamedValue(namedValue: NamedValueSummary): RowDescription {
  const context = ['namedValue', 'resource'];
  const common = { label: namedValue.displayName, expands: 'no' } as const;
  switch (namedValue.kind) {
    case 'plain':
      return {
        ...common,
        description: namedValue.value ?? '',
        tooltip: `{{${namedValue.displayName}}}`,
        icon: 'note',
        context,
      };
    case 'secret':
      return {
        ...common,
        description: 'secret',
        tooltip: `{{${namedValue.displayName}}}, a secret`,
        icon: 'lock',
        context: [...context, 'secret'],
      };
    case 'key-vault':
      return {
        ...common,
        description: ['Key Vault', namedValue.lastStatus].filter(Boolean).join(' · '),
        tooltip: `{{${namedValue.displayName}}} from ${namedValue.secretIdentifier}`,
        icon: 'key',
        context: [...context, 'secret'],
      };
  }
}

function describeApi({ path, version, revision, isCurrent }: ApiSummary): string {
  const parts = [`/${path}`];
  if (version !== undefined && version !== '') parts.push(version);
  if (!isCurrent) parts.push(`revision ${revision}`);
  return parts.join(' · ');
}

/** Where it isn't known yet whether there is a policy, the row can be opened and pulled: the answer tells. */
function policyContext(hasPolicy: HasPolicy, kind: string): readonly string[] {
  return [kind, hasPolicy === false ? 'withoutPolicy' : 'policy'];
}

function marks(hasPolicy: HasPolicy): Pick<RowDescription, 'marked' | 'opens'> {
  return { marked: hasPolicy === true, opens: hasPolicy !== false };
}

function policyTooltip(what: string, hasPolicy: HasPolicy): string {
  if (hasPolicy === undefined) return what;
  return `${what}\n${hasPolicy ? 'Has a policy' : 'Has no policy of its own'}`;
}

function differing(name: string, displayName: string): string {
  return name === displayName ? '' : name;
}
