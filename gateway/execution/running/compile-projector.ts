import { evaluated, named } from '../code-generation.ts';
import type { LeafShape, ObjectShape, TypeShape, ValueShape } from '../program.ts';
import { leafText } from './leaf.ts';
import type { Tree } from './tree.ts';

/** The answer's text, or `undefined` when the data is not plainly valid: `project` then says what is wrong. */
export type CompiledProjector = (root: Tree) => string | undefined;

/**
 * Code for one shape. Only names of the operation and of the schema come into it, and only as they are checked to be
 * names (« Names » of the specification): nothing that a request holds can become code.
 *
 * `null` when the shape holds introspection, which is not worth compiling.
 */
export function compileProjector(shape: ObjectShape): CompiledProjector | null {
  const writer: CodeWriter = { functions: new Map(), code: [], leaves: [], names: 0 };
  if ([...shape.fields.values()].flat().some(({ kind }) => kind === 'introspection')) return null;
  const root = objectFunction(writer, shape);
  const source = `"use strict";${STRING}${writer.code.join('')}return ${root};`;
  return evaluated(source, { custom: leafText, leaves: writer.leaves }) as CompiledProjector;
}

interface CodeWriter {
  /** Shapes are shared: each has one function, however many fields lead to it. */
  readonly functions: Map<ObjectShape, string>;
  readonly code: string[];
  readonly leaves: LeafShape[];
  names: number;
}

/** Most strings are short and have nothing to escape. */
const STRING =
  'const odd=/["\\\\\\u0000-\\u001f\\ud800-\\udfff]/;' +
  "function str(v){return v.length<64&&!odd.test(v)?'\"'+v+'\"':JSON.stringify(v)}";

function fresh(writer: CodeWriter, prefix: string): string {
  writer.names += 1;
  return `${prefix}${writer.names}`;
}

function objectFunction(writer: CodeWriter, shape: ObjectShape): string {
  const known = writer.functions.get(shape);
  if (known !== undefined) return known;
  const name = fresh(writer, 'o');
  writer.functions.set(shape, name);
  const bodies = [...shape.fields].map(([type, fields]) => {
    const texts = fields.map((field, at) => {
      const start = `${at === 0 ? '{' : ','}"${named(field.responseName)}":`;
      if (field.kind === 'typename') return `t+='${start}"${named(type)}"';`;
      if (field.kind === 'introspection' || field.kind === 'forbidden') throw new Error(`Not compiled: ${field.kind}.`);
      return `t+='${start}';v=o.${named(field.key)};${valueCode(writer, { field, type: field.type }, 'v')}`;
    });
    return { type, code: `let t='',v;${texts.join('')}return ${fields.length === 0 ? "'{}'" : "t+'}'"};` };
  });
  const plain = 'if(typeof o!=="object"||Array.isArray(o))return;const n=o.__typename;';
  const code = shape.isAbstract
    ? `switch(n${shape.fields.has(shape.type) ? `??"${named(shape.type)}"` : ''}){${bodies.map(({ type, code: body }) => `case"${named(type)}":{${body}}`).join('')}}`
    : `if(n!==undefined&&n!=="${named(shape.type)}")return;${bodies[0]?.code ?? 'return;'}`;
  writer.code.push(`function ${name}(o){${plain}${code}}`);
  return name;
}

interface Typed {
  readonly field: ValueShape;
  readonly type: TypeShape;
}

/** Appends the text of the value in a variable to `t`; returns from the function when it is not plainly valid. */
function valueCode(writer: CodeWriter, { field, type }: Typed, variable: string): string {
  const whenNull = type.nonNull ? 'return;' : "t+='null';";
  return `if(${variable}==null){${whenNull}}else ${presentCode(writer, { field, type }, variable)}`;
}

function presentCode(writer: CodeWriter, { field, type }: Typed, variable: string): string {
  if (type.list !== null) {
    const [index, element] = [fresh(writer, 'i'), fresh(writer, 'e')];
    const inner = valueCode(writer, { field, type: type.list }, element);
    return (
      `{if(!Array.isArray(${variable}))return;t+='[';` +
      `for(let ${index}=0,a${index}=${variable};${index}<a${index}.length;${index}++){` +
      `const ${element}=a${index}[${index}];if(${index}>0)t+=',';${inner}}t+=']'}`
    );
  }
  if (field.shape !== null) {
    const result = fresh(writer, 'r');
    return `{const ${result}=${objectFunction(writer, field.shape)}(${variable});if(${result}===undefined)return;t+=${result}}`;
  }
  if (field.leaf === null) throw new Error('A field is a leaf or an object.');
  return leafCode(writer, field.leaf, variable);
}

function leafCode(writer: CodeWriter, leaf: LeafShape, variable: string): string {
  switch (leaf.kind) {
    case 'String':
      return `if(typeof ${variable}==="string")t+=str(${variable});else return;`;
    case 'ID':
      return `if(typeof ${variable}==="string")t+=str(${variable});else if(Number.isInteger(${variable}))t+='"'+${variable}+'"';else return;`;
    case 'Boolean':
      return `if(typeof ${variable}==="boolean")t+=${variable};else return;`;
    case 'Int':
      return `if((${variable}|0)===${variable})t+=${variable};else return;`;
    case 'Float':
      return `if(typeof ${variable}==="number"&&Number.isFinite(${variable}))t+=${variable};else return;`;
    case 'enum':
    case 'custom': {
      const at = writer.leaves.push(leaf) - 1;
      const text = fresh(writer, 'x');
      return `{const ${text}=custom(leaves[${at}],${variable});if(${text}===null)return;t+=${text}}`;
    }
  }
}
