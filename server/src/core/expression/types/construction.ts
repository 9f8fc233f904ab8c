/** Types made of others: each made once, and forgotten with those it is made of. */
import type {
  ArrayTypeSymbol,
  NamedType,
  PointerTypeSymbol,
  TupleTypeSymbol,
  TypeDefinition,
  TypeParameterSymbol,
  TypeSymbol,
} from './symbols';
import type { Substitution } from './world';

interface Step<T> {
  value: T | undefined;
  next: WeakMap<TypeSymbol, Step<T>> | undefined;
}

/** One value for each list of types, kept no longer than the types themselves. */
class ByTypes<T> {
  private readonly root: Step<T> = { value: undefined, next: undefined };

  get(types: readonly TypeSymbol[], make: () => T): T {
    let step = this.root;
    for (const type of types) {
      step.next ??= new WeakMap();
      let next = step.next.get(type);
      if (next === undefined) {
        next = { value: undefined, next: undefined };
        step.next.set(type, next);
      }
      step = next;
    }
    step.value ??= make();
    return step.value;
  }
}

/** The most elements that `System.ValueTuple` holds before the rest goes into another one. */
const TUPLE_ELEMENTS = 7;

export class Construction {
  private readonly constructed = new WeakMap<TypeDefinition, ByTypes<NamedType>>();
  private readonly arrays = new ByTypes<Map<number, ArrayTypeSymbol>>();
  private readonly tuples = new ByTypes<Map<string, TupleTypeSymbol>>();
  private readonly pointers = new ByTypes<PointerTypeSymbol>();

  constructor(private readonly definition: (fullName: string, arity: number) => TypeDefinition) {}

  construct(definition: TypeDefinition, typeArguments: readonly TypeSymbol[]): NamedType {
    let made = this.constructed.get(definition);
    if (made === undefined) {
      made = new ByTypes();
      this.constructed.set(definition, made);
    }
    return made.get(typeArguments, () => ({ kind: 'named', definition, typeArguments: [...typeArguments] }));
  }

  arrayOf(element: TypeSymbol, rank = 1): ArrayTypeSymbol {
    const ranks = this.arrays.get([element], () => new Map());
    const made = ranks.get(rank) ?? { kind: 'array', element, rank };
    ranks.set(rank, made);
    return made;
  }

  nullableOf(type: TypeSymbol): NamedType {
    return this.construct(this.definition('System.Nullable', 1), [type]);
  }

  pointerTo(element: TypeSymbol): PointerTypeSymbol {
    return this.pointers.get([element], () => ({ kind: 'pointer', element }));
  }

  tupleOf(elements: TupleTypeSymbol['elements']): TupleTypeSymbol {
    const types = elements.map(({ type }) => type);
    const named = this.tuples.get(types, () => new Map());
    const names = elements.map(({ name }) => name ?? '').join();
    const made = named.get(names) ?? {
      kind: 'tuple',
      elements: [...elements],
      underlying: this.valueTuple(types),
    };
    named.set(names, made);
    return made;
  }

  private valueTuple(types: readonly TypeSymbol[]): NamedType {
    if (types.length <= TUPLE_ELEMENTS)
      return this.construct(this.definition('System.ValueTuple', types.length), types);
    const rest = this.valueTuple(types.slice(TUPLE_ELEMENTS));
    return this.construct(this.definition('System.ValueTuple', TUPLE_ELEMENTS + 1), [
      ...types.slice(0, TUPLE_ELEMENTS),
      rest,
    ]);
  }

  substitute(type: TypeSymbol, substitution: Substitution): TypeSymbol {
    if (substitution.size === 0) return type;
    switch (type.kind) {
      case 'type-parameter':
        return substitution.get(type) ?? type;
      case 'named': {
        const typeArguments = this.substituteAll(type.typeArguments, substitution);
        return typeArguments === type.typeArguments ? type : this.construct(type.definition, typeArguments);
      }
      case 'array': {
        const element = this.substitute(type.element, substitution);
        return element === type.element ? type : this.arrayOf(element, type.rank);
      }
      case 'pointer': {
        const element = this.substitute(type.element, substitution);
        return element === type.element ? type : this.pointerTo(element);
      }
      case 'tuple': {
        const types = type.elements.map((element) => this.substitute(element.type, substitution));
        return this.tupleOf(
          type.elements.map((element, index) => ({ name: element.name, type: types[index] ?? element.type })),
        );
      }
      default:
        return type;
    }
  }

  /** The same list where nothing in it changes. */
  substituteAll(types: readonly TypeSymbol[], substitution: Substitution): readonly TypeSymbol[] {
    const substituted = types.map((type) => this.substitute(type, substitution));
    return substituted.every((type, index) => type === types[index]) ? types : substituted;
  }
}

/** What a type's parameters stand for in it. */
export function substitutionOf(
  parameters: readonly TypeParameterSymbol[],
  typeArguments: readonly TypeSymbol[],
): Substitution {
  const substitution = new Map<TypeParameterSymbol, TypeSymbol>();
  parameters.forEach((parameter, index) => {
    const argument = typeArguments[index];
    if (argument !== undefined && argument !== parameter) substitution.set(parameter, argument);
  });
  return substitution;
}
