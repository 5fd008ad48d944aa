// How an image is built: the instructions of a Dockerfile as BuildKit takes them.
import type { Field } from './field.ts';
import type { Location } from './location.ts';
import type { RawRef, Variable } from './workload.ts';

/** One word of a command; `text` is absent where the shell would still expand something. */
export interface Word {
  readonly text?: string;
  readonly raw: string;
}
export interface Command {
  readonly name: Word;
  readonly args: readonly Word[];
  /** Variables that are set for it alone, as `NAME=value`. */
  readonly assigned?: readonly Word[];
  readonly at: Location;
  /** Its output goes into the next command, so that without pipefail its failure goes unnoticed. */
  readonly isPiped: boolean;
  /** Where its output ends up, the pipeline behind it followed; absent where no file is named. */
  readonly file?: Word;
}
/** A text that stands in a Dockerfile as a here-document and is no shell text. */
export interface GivenText {
  readonly text: string;
  /** The file of the image that it is written into, as far as that can be seen. */
  readonly path?: string;
  /** The command that reads it, in a RUN. */
  readonly program?: string;
  /** Of its first line; each line of the text is one of the file. */
  readonly at: Location;
}
export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  /** The keyword as written. */
  readonly written: string;
  /** True where the arguments are a JSON array, which no shell reads. */
  readonly isJson: boolean;
  readonly flags: Readonly<Record<string, string>>;
  /** The arguments as written, continued lines joined, without here-documents. */
  readonly text: string;
  /** The arguments with build arguments and environment expanded where they are known. */
  readonly args: readonly Word[];
  readonly at: Location;
  readonly endLine: number;
  /** Blank lines among its continued ones. */
  readonly gaps: readonly number[];
  /** Names that the builder would expand here and that nothing before it in this file sets, the image it builds on aside. */
  readonly unset: readonly string[];
  /** Of a RUN (also heredocs): every simple command in it, in order, pipelines and lists taken apart. */
  readonly commands: readonly Command[];
  /** Of a RUN, a COPY and an ADD: what its here-documents say. */
  readonly texts: readonly GivenText[];
}
export interface Stage {
  readonly index: number;
  readonly name?: string;
  /** The FROM itself. */
  readonly from: Instruction;
  /** The image named after FROM, or `scratch`. */
  readonly base: Field<string>;
  /** Index of the earlier stage that FROM names. */
  readonly baseStage?: number;
  readonly instructions: readonly Instruction[];
  /** Of the stage itself, earlier stages that it builds on included. */
  readonly user?: Field<string>;
  readonly env: readonly Field<Variable>[];
  readonly at: Location;
}
export interface BuildComment {
  /** Without the `#` and the blanks around it. */
  readonly text: string;
  /** True where it is a parser directive, such as `syntax=docker/dockerfile:1`. */
  readonly isDirective: boolean;
  readonly at: Location;
}
/** The file that keeps others out of a build's context: .dockerignore and its like. */
export interface ContextIgnore {
  /** Absent where there is none beside the Dockerfile or above it. */
  readonly path?: string;
  /** Without comments, in order, `!` and all. */
  readonly patterns: readonly string[];
}
/** A Dockerfile. */
export interface BuildDraft {
  readonly kind: 'build';
  readonly path: string;
  readonly stages: readonly Stage[];
  /** What stands before the first FROM: ARG, or what no builder takes there. */
  readonly head: readonly Instruction[];
  readonly args: readonly Field<Variable>[];
  /** Comments between instructions, in order. */
  readonly comments: readonly BuildComment[];
  /** Absent where nobody could look for it. */
  readonly ignore?: ContextIgnore;
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
