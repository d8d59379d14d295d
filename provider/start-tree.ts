/** An address as a number; IPv6 addresses are bigints. One tree holds one family. */
export type Position = number | bigint;

/** An interval with both ends included. */
export interface Interval {
  readonly first: Position;
  readonly last: Position;
  readonly key: string;
}

interface Node extends Interval {
  readonly priority: number;
  /** Greatest `last` below and at this node. */
  maxLast: Position;
  left: Node | undefined;
  right: Node | undefined;
}

/**
 * Intervals ordered by where they start, balanced by random priorities (a treap), each node knowing how far its subtree
 * reaches. Adding, removing and asking take O(log n).
 */
export class StartTree {
  private root: Node | undefined;

  add(interval: Interval): void {
    this.root = withNode(this.root, makeNode(interval));
  }

  remove(interval: Interval): void {
    this.root = without(this.root, interval);
  }

  /** An interval that is exactly this one. */
  equal({ first, last }: Omit<Interval, "key">): Interval | undefined {
    let node = this.root;
    while (node !== undefined && (node.first !== first || node.last !== last)) {
      node = isBefore(node, { first, last, key: "" }) ? node.right : node.left;
    }
    return node;
  }

  /** An interval that starts after `first`, not after `last`, and reaches beyond `last`. */
  startsInsideEndsBeyond({ first, last }: Omit<Interval, "key">): Interval | undefined {
    return reachesBeyond(this.root, first, last);
  }
}

function reachesBeyond(node: Node | undefined, first: Position, last: Position): Node | undefined {
  if (node === undefined || node.maxLast <= last) return undefined;
  if (node.first <= first) return reachesBeyond(node.right, first, last);
  if (node.first > last) return reachesBeyond(node.left, first, last);
  if (node.last > last) return node;
  return reachesBeyond(node.left, first, last) ?? reachesBeyond(node.right, first, last);
}

function isBefore(a: Interval, b: Interval): boolean {
  if (a.first !== b.first) return a.first < b.first;
  return a.last === b.last ? a.key < b.key : a.last < b.last;
}

function measured(node: Node): Node {
  node.maxLast = node.last;
  for (const child of [node.left, node.right]) {
    if (child !== undefined && child.maxLast > node.maxLast) node.maxLast = child.maxLast;
  }
  return node;
}

// Field by field: a spread costs as much as the rest of an insertion.
function makeNode({ first, last, key }: Interval): Node {
  return { first, last, key, priority: Math.random(), maxLast: last, left: undefined, right: undefined };
}

// Only what lies below the node's priority is taken apart, which is little.
function withNode(tree: Node | undefined, node: Node): Node {
  if (tree === undefined) return node;
  if (node.priority > tree.priority) {
    [node.left, node.right] = split(tree, node);
    return measured(node);
  }
  if (isBefore(tree, node)) tree.right = withNode(tree.right, node);
  else tree.left = withNode(tree.left, node);
  if (node.last > tree.maxLast) tree.maxLast = node.last;
  return tree;
}

function split(node: Node | undefined, at: Interval): [Node | undefined, Node | undefined] {
  if (node === undefined) return [undefined, undefined];
  if (isBefore(node, at)) {
    const [before, after] = split(node.right, at);
    node.right = before;
    return [measured(node), after];
  }
  const [before, after] = split(node.left, at);
  node.left = after;
  return [before, measured(node)];
}

function merge(a: Node | undefined, b: Node | undefined): Node | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.priority > b.priority) {
    a.right = merge(a.right, b);
    return measured(a);
  }
  b.left = merge(a, b.left);
  return measured(b);
}

function without(node: Node | undefined, interval: Interval): Node | undefined {
  if (node === undefined) return undefined;
  if (node.first === interval.first && node.last === interval.last && node.key === interval.key) {
    return merge(node.left, node.right);
  }
  if (isBefore(node, interval)) node.right = without(node.right, interval);
  else node.left = without(node.left, interval);
  return measured(node);
}
