/** The names that code declares, and where they mean something. */
import type { Span } from '../../../text';
import type { ConstantValue, TypeSymbol } from '../../types/symbols';
import type { LocalFunctionSymbol, LocalSymbol } from '../model';

/** A variable; its type comes to be known when its declaration is bound. */
export class Variable implements LocalSymbol {
  type: TypeSymbol;
  constant: ConstantValue | undefined = undefined;
  /** Whether its declaration has been bound, so that it can be used. */
  isBound = false;
  /** `out var x` in the arguments of a call that isn't chosen yet. */
  isInferred = false;
  /** A variable of `foreach` or `using`, which can't be assigned. */
  readOnly: 'foreach' | 'using' | undefined = undefined;

  constructor(
    readonly kind: LocalSymbol['kind'],
    readonly name: string,
    type: TypeSymbol,
    readonly declaration: Span | undefined,
    readonly scope: Span,
    readonly isConst = false,
    readonly modifier: LocalSymbol['modifier'] = undefined,
  ) {
    this.type = type;
  }
}

export class Scope {
  private readonly names = new Map<string, Variable | LocalFunctionSymbol>();
  private expected: Map<Span, Variable> | undefined;
  private typeParameters: Map<string, TypeSymbol> | undefined;

  constructor(
    readonly parent: Scope | undefined,
    readonly span: Span,
    /** Whether it is that of a lambda's or local function's parameters. */
    readonly isFunction = false,
  ) {}

  /** One of a local function: in its body nothing is known of it, since its constraints aren't. */
  addTypeParameter(name: string, type: TypeSymbol): void {
    this.typeParameters ??= new Map();
    this.typeParameters.set(name, type);
  }

  typeParameter(name: string): TypeSymbol | undefined {
    return this.typeParameters?.get(name) ?? this.parent?.typeParameter(name);
  }

  own(name: string): Variable | LocalFunctionSymbol | undefined {
    return this.names.get(name);
  }

  /** Every name that means something here. */
  allNames(): readonly string[] {
    return [...(this.parent?.allNames() ?? []), ...this.names.keys()];
  }

  add(symbol: Variable | LocalFunctionSymbol): void {
    this.names.set(symbol.name, symbol);
  }

  /** A variable whose declaration will be bound later, whether or not its name means it. */
  expect(variable: Variable): void {
    if (!variable.declaration) return;
    this.expected ??= new Map();
    this.expected.set(variable.declaration, variable);
  }

  /** The variable that is declared there. */
  expectedAt(declaration: Span): Variable | undefined {
    return this.expected?.get(declaration) ?? this.parent?.expectedAt(declaration);
  }

  find(name: string): Variable | LocalFunctionSymbol | undefined {
    let scope: Scope | undefined = this;
    while (scope) {
      const found = scope.names.get(name);
      if (found) return found;
      scope = scope.parent;
    }
    return undefined;
  }
}
