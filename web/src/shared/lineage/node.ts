/** One step of a walk, as both servers answer it. */
export interface Node {
  reference: string;
  kind?: string | null;
  role?: string | null;
  state: 'verified' | 'held-elsewhere' | 'erased' | 'missing';
  site?: string | null;
  summary?: string | null;
  parents: Node[];
}

/** What stands under a record: a single one, or a row of the same kind in which each continues the next, newest first. */
export type Branch = { form: 'single'; node: Node } | { form: 'chain'; kind: string; links: Node[] };

/** A server names a record's parents once; where it is met again, it has none. This finds the full one. */
export function origins(root: Node): Map<string, Node> {
  const full = new Map<string, Node>();
  const walk = (node: Node) => {
    if (full.has(node.reference)) return;
    full.set(node.reference, node);
    node.parents.forEach(walk);
  };
  walk(root);
  return full;
}

/** The record of the same kind that a record continues, as a round its previous one. */
function continued(node: Node): Node | undefined {
  return node.kind ? node.parents.find((parent) => parent.kind === node.kind) : undefined;
}

/** The parents of a record, chains laid out flat; what continues the chain is not among a link's own parents. */
export function branches(node: Node, origin: Map<string, Node>): Branch[] {
  const next = continued(node);
  return node.parents
    .filter((parent) => parent !== next)
    .map((parent) => {
      const links = [parent];
      for (let link = continued(parent); link; link = continued(link)) {
        if (origin.get(link.reference) !== link) break;
        links.push(link);
      }
      return links.length > 1 && parent.kind ? { form: 'chain', kind: parent.kind, links } : { form: 'single', node: parent };
    });
}

/** How many different records there are in each state. */
export function tally(origin: Map<string, Node>): [Node['state'], number][] {
  const order: Node['state'][] = ['verified', 'held-elsewhere', 'erased', 'missing'];
  const all = [...origin.values()];
  return order.map((state): [Node['state'], number] => [state, all.filter((node) => node.state === state).length]).filter(([, count]) => count > 0);
}
