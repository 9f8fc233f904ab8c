import type { Catalogue } from '../catalogue';
import type { Scope } from '../catalogue/types';
import { type ElementNode, type PolicyTree, parsePolicy } from '../syntax';
import { LineIndex } from '../text';
import { factsAt } from '../workspace/factsAt';
import type { PolicyAddress, WorkspaceFacts } from '../workspace/types';
import { findExpressions } from './expressionRegions';
import { findFragmentReferences } from './fragmentReferences';
import { Meanings } from './meaning';
import { findNamedValueReferences } from './namedValueReferences';
import { Once } from './once';
import { placeElements } from './placedElements';
import type {
  Analysis,
  AnalysisOptions,
  DocumentKind,
  ElementMeaning,
  ExpressionRegion,
  FragmentReference,
  NamedValueReference,
  PlacedElement,
  Surroundings,
} from './types';

/** Reads a policy document. Never throws; what isn't asked for isn't worked out. */
export function analyse(text: string, options: AnalysisOptions): Analysis {
  return new DocumentAnalysis(text, parsePolicy(text), options);
}

class DocumentAnalysis implements Analysis {
  readonly kind: DocumentKind;
  readonly kindHint: DocumentKind | undefined;
  readonly root: ElementNode | undefined;
  readonly scope: Scope | undefined;
  readonly catalogue: Catalogue;
  readonly facts: WorkspaceFacts;
  readonly address: PolicyAddress | undefined;
  readonly surroundings: Surroundings | undefined;
  readonly types: AnalysisOptions['types'];
  private readonly meanings: Meanings;
  private readonly results: Once<Analysis> = new Once<Analysis>(this);

  constructor(
    readonly text: string,
    readonly tree: PolicyTree,
    options: AnalysisOptions,
  ) {
    this.catalogue = options.catalogue;
    this.facts = factsAt(options.facts, options.address);
    this.scope = options.scope;
    this.kindHint = options.kindHint;
    this.address = options.address;
    this.surroundings = options.surroundings;
    this.types = options.types;
    this.root = tree.root;
    this.kind = kindOf(tree.root, options.catalogue);
    this.meanings = new Meanings(tree, options.catalogue, options.scope);
  }

  get lines(): LineIndex {
    return this.once(linesOf);
  }

  get namedValueReferences(): readonly NamedValueReference[] {
    return this.once(findNamedValueReferences);
  }

  get fragmentReferences(): readonly FragmentReference[] {
    return this.once(findFragmentReferences);
  }

  get expressions(): readonly ExpressionRegion[] {
    return this.once(findExpressions);
  }

  get elements(): readonly PlacedElement[] {
    return this.once(placeElements);
  }

  once<T>(work: (analysis: Analysis) => T): T {
    return this.results.of(work);
  }

  meaningOf(element: ElementNode): ElementMeaning {
    return this.meanings.of(element);
  }
}

function linesOf({ text }: Analysis): LineIndex {
  return new LineIndex(text);
}

function kindOf(root: ElementNode | undefined, catalogue: Catalogue): DocumentKind {
  if (root === undefined) return 'unknown';
  if (root.name === 'policies' || root.name === 'fragment') return root.name;
  return catalogue.policy(root.name)?.resolverRoot ? 'resolver' : 'unknown';
}
