// A change to the model. The writer of the format turns it into text in the user's own file.
import type { FactId } from './brand.ts';
import type { Location } from './location.ts';
import type { Format, ListName, SettingName } from './workload.ts';

/** The container of a workload, or a build as a whole. */
export interface EditTarget {
  readonly fact: FactId;
  readonly container?: string;
}
/** One instruction of a build as it was read, so that an edit never meets another one. */
export interface InstructionRef {
  /** Upper case. */
  readonly keyword: string;
  /** Its `text`. */
  readonly text: string;
  readonly at: Location;
}
/** New values of properties of a list's item; null takes the property out. */
export interface ItemChange {
  readonly readOnly?: true;
  readonly propagation?: null;
  /** Of a mounted secret. */
  readonly mode?: number;
  /** Of a projected token. */
  readonly seconds?: number;
  readonly noexec?: true;
  readonly hostIp?: string;
  /** A port of the host, or the host that a handler asks. */
  readonly host?: null;
  /** Of a handler. */
  readonly privileged?: null;
  readonly user?: null;
}
/** Instructions of a build that an edit can put right; `value` is the new text of its arguments. */
export type ModelEdit =
  | {
      readonly op: 'set';
      readonly target: EditTarget;
      readonly field: SettingName;
      readonly value: unknown;
      readonly at?: Location;
    }
  | {
      readonly op: 'unset';
      readonly target: EditTarget;
      readonly field: SettingName;
      readonly at: Location;
    }
  | {
      readonly op: 'add';
      readonly target: EditTarget;
      readonly field: ListName;
      readonly value: unknown;
    }
  | {
      readonly op: 'remove';
      readonly target: EditTarget;
      readonly field: ListName;
      readonly value: unknown;
      readonly at: Location;
    }
  | {
      /** Changes properties of an item that stays where it is; `value` is the item as in `remove`. */
      readonly op: 'change';
      readonly target: EditTarget;
      readonly field: ListName;
      readonly value: unknown;
      readonly to: ItemChange;
      readonly at: Location;
    }
  | {
      /** Takes a right away from the build of the container. */
      readonly op: 'deny-build';
      readonly target: EditTarget;
      readonly right: 'privileged' | 'security.insecure' | 'network.host';
      readonly at: Location;
    }
  | {
      readonly op: 'set-user';
      readonly target: EditTarget;
      readonly value: string;
      readonly at?: Location | undefined;
    }
  | {
      /** Sets what stands at the way from the document's root: for facts that are no workload. */
      readonly op: 'set-at';
      readonly target: EditTarget;
      readonly pointer: readonly (string | number)[];
      readonly value: unknown;
      readonly at?: Location;
    }
  | {
      readonly op: 'remove-at';
      readonly target: EditTarget;
      readonly pointer: readonly (string | number)[];
      readonly at: Location;
    }
  | {
      /** Puts a document behind the last one of the file: text of whole lines. */
      readonly op: 'append-document';
      readonly target: EditTarget;
      readonly value: string;
    }
  | {
      /** Lines at the end of another file than the fact's own, which is made where it is not there. */
      readonly op: 'add-lines';
      readonly target: EditTarget;
      readonly path: string;
      readonly lines: readonly string[];
    }
  | {
      readonly op: 'replace-text';
      readonly target: EditTarget;
      readonly from: string;
      readonly to: string;
      readonly at: Location;
    }
  | (InstructionRef & {
      /** `value` is the whole new instruction, or several of them, a line each. */
      readonly op: 'set-instruction' | 'insert-before';
      readonly target: EditTarget;
      readonly value: string;
    })
  | (InstructionRef & {
      /** `join-next` makes one RUN of two that follow each other. */
      readonly op: 'remove-instruction' | 'remove-blank-lines' | 'join-next';
      readonly target: EditTarget;
    });
/** Formats that edits can be written into; the others are changed by hand. */
export const writtenFormats = ['compose', 'dockerfile', 'kubernetes'] as const satisfies readonly Format[];
export type WrittenFormat = (typeof writtenFormats)[number];

/** `say` is one imperative line for the report: "remove the engine socket". */
export interface Fix {
  readonly say: string;
  readonly edits: readonly ModelEdit[];
}
/** Why a fix could not be written. */
export interface NoFix {
  readonly why: string;
}
