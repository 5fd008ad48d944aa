#!/usr/bin/env node
// Starts the program from its parts, and keeps beside them what V8 made of each, functions that ran included. Node's own
// compile cache keeps what a file is compiled to before it runs, so that every start would compile its functions again.
'use strict';
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { extname } = require('node:path');
const { Script } = require('node:vm');

const needed = [24, 15];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(`plimsoll: needs Node ${needed.join('.')} or later; this is ${process.versions.node}\n`);
  process.exit(2);
}

/** V8 takes back only what it made under the same flags. */
const flags = hashOf(process.execArgv);
const folder = `${__dirname}/compile-cache/BUILD-${process.version}-${process.arch}-${flags}`;
const sumBytes = 4;
const maxKinds = 50;
/** In a long run V8 forgets what ran only at its beginning. */
const maxSeconds = 5;

const modules = new Map();
const scripts = new Map();
/** Runs that are alike run the same functions. */
const kind = hashOf(process.argv.slice(2).map((word) => (/^[\w-]+$/.test(word) ? word : extname(word))));
const seen = readSeen();
let isNew = !seen.includes(kind) && seen.length < maxKinds;

process.once('exit', keep);
load('./cli.js');

function load(name) {
  if (!name.startsWith('./')) return require(name);
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(name, module);
  compile(name.slice(2)).runInThisContext()(module.exports, load, module, __dirname);
  return module.exports;
}
function compile(name) {
  const filename = `${__dirname}/${name}`;
  const cachedData = readKept(name);
  const script = new Script(readFileSync(filename, 'utf8'), { filename, cachedData });
  isNew ||= cachedData === undefined || script.cachedDataRejected;
  scripts.set(name, script);
  return script;
}

/** V8 believes what it is given: a file that was written in part would be run. */
function readKept(name) {
  try {
    const bytes = readFileSync(`${folder}/${name}`);
    const end = bytes.length - sumBytes;
    return end > 0 && bytes.readInt32LE(end) === sumOf(bytes, end) ? bytes.subarray(0, end) : undefined;
  } catch {
    return undefined;
  }
}
/** Of a word in every 64 bytes: over all of them the loop would be compiled, which costs more than all it is for. */
function sumOf(bytes, end) {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, end >> 2);
  let sum = end;
  for (let index = 0; index < words.length; index += 16) sum = (Math.imul(sum ^ words[index], 0x9e3779b1) + index) | 0;
  return sum;
}
function hashOf(words) {
  let hash = 0;
  for (const character of words.join(' ')) hash = Math.imul(hash ^ character.codePointAt(0), 0x9e3779b1);
  return (hash >>> 0).toString(16);
}
function readSeen() {
  try {
    return readFileSync(`${folder}/seen`, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** What was kept before and did not run now is kept again. */
function keep() {
  if (!isNew || process.uptime() > maxSeconds) return;
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, script] of scripts) {
      const data = script.createCachedData();
      const sum = Buffer.alloc(sumBytes);
      sum.writeInt32LE(sumOf(data, data.length));
      writeWhole(name, Buffer.concat([data, sum]));
    }
    if (!seen.includes(kind)) writeWhole('seen', [...seen, kind].join('\n'));
  } catch {
    // A folder that cannot be written to costs time at each start and nothing else.
  }
}
function writeWhole(name, content) {
  const file = `${folder}/${name}`;
  // Containers that share the folder have the same process ids.
  const unfinished = `${file}.${process.pid}-${process.hrtime.bigint()}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}
