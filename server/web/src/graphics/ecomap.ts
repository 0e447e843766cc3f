// The network around a citizen as an ecomap, the social worker's own drawing: the citizen in the centre, one sector for the
// municipality, one for other organisations, one for family and friends. Pure: from an answer to marks with places; drawing
// them is the view's. Places are computed from the sector and the order of the parties, not by forces: adding a partner
// moves nobody to another side, so the eye can follow the map while time is moved.

export type Knows = "yes" | "told" | "no" | "unknown";
export type Line = "recent" | "year" | "old" | "never";

export interface Party {
  party: string;
  sector: "internal" | "external" | "privateNetwork" | "unknown";
  role: string;
  profession: string;
  unit: string;
  organisation: string;
  legal: string[];  // as printed: "serviceloven § 83"
  since: string;
  lastContact: string;  // empty = none on record
  knows: Knows;
  strained: boolean;  // the partner is said not to be behind what is done
}

export interface Place { x: number; y: number }
export interface Node extends Party, Place {
  line: Line; from: Place; to: Place; support: boolean; crosses: [Place, Place][];
  labelAbove: boolean;  // so that the line to the centre does not run through the name
}
export interface Sector { sector: Party["sector"]; count: number; path: string; label: Place; anchor: "start" | "middle" | "end" }
export interface Ecomap { width: number; height: number; centre: Place; radius: number; sectors: Sector[]; nodes: Node[] }

export const sectorOrder: Party["sector"][] = ["privateNetwork", "external", "unknown", "internal"];

const radius = 52;  // of the citizen's circle
const nodeRadius = 20;
const spacing = 112;  // along a ring: a label is about as wide
const dayMs = 86_400_000;

/** How thick a line is: by the time since the last contact, seen from the date of the map. */
export function lineOf(lastContact: string, date: string): Line {
  if (!lastContact) return "never";
  const days = (Date.parse(date.slice(0, 10)) - Date.parse(lastContact.slice(0, 10))) / dayMs;
  return days <= 90 ? "recent" : days <= 365 ? "year" : "old";
}

interface Ring { rx: number; ry: number }
const onRing = (ring: Ring, centre: Place, angle: number): Place =>
  ({ x: centre.x + ring.rx * Math.sin(angle), y: centre.y - ring.ry * Math.cos(angle) });

/** The share of the circle each sector gets, clockwise; the first sector present is centred at the top. */
function wedges(parties: Party[]) {
  const present = sectorOrder.map((sector) => ({ sector, count: parties.filter((at) => at.sector === sector).length }))
    .filter((at) => at.count > 0);
  const weight = (count: number) => Math.max(2, count);
  const total = present.reduce((sum, at) => sum + weight(at.count), 0) || 1;
  let angle = present.length ? -Math.PI * weight(present[0]!.count) / total : 0;
  return present.map((at) => {
    const from = angle;
    angle += 2 * Math.PI * weight(at.count) / total;
    return { ...at, from, to: angle };
  });
}

/** How far along an ellipse angles are, so that neighbours stand equally far from each other and not equally wide. */
function alongRing(ring: Ring, from: number, to: number) {
  const steps = 64;
  const angles = Array.from({ length: steps + 1 }, (_, step) => from + (to - from) * step / steps);
  const lengths = [0];
  for (let step = 1; step <= steps; ++step) {
    const one = onRing(ring, { x: 0, y: 0 }, angles[step - 1]!);
    const other = onRing(ring, { x: 0, y: 0 }, angles[step]!);
    lengths.push(lengths[step - 1]! + Math.hypot(other.x - one.x, other.y - one.y));
  }
  const length = lengths[steps]!;
  return {
    length,
    at: (share: number) => {
      const step = Math.max(1, lengths.findIndex((sum) => sum >= share * length));
      const before = lengths[step - 1]!;
      const within = (share * length - before) / Math.max(1e-9, lengths[step]! - before);
      return angles[step - 1]! + (angles[step]! - angles[step - 1]!) * within;
    },
  };
}

/** The angle and the ring of each of `count` nodes in a wedge: on one ring while they have room, else on two or three. */
function places(count: number, from: number, to: number, outer: Ring) {
  const rings = [outer, { rx: outer.rx * 0.68, ry: outer.ry * 0.68 }, { rx: outer.rx * 0.84, ry: outer.ry * 0.84 }];
  const room = (ring: Ring) => Math.max(1, Math.floor(alongRing(ring, from, to).length / spacing));
  const used = count <= room(rings[0]!) ? 1 : 2;
  return Array.from({ length: count }, (_, index) => {
    const ring = rings[index % used]!;
    return onRing(ring, { x: 0, y: 0 }, alongRing(ring, from, to).at((index + 0.5) / count));
  });
}

/** How much larger than the smallest map it must be for every sector to have room on two rings. */
function scaleFor(parties: Party[], base: Ring) {
  let scale = 1;
  for (const wedge of wedges(parties)) {
    const outer = alongRing(base, wedge.from, wedge.to).length / spacing;
    const both = outer * 1.68;
    scale = Math.max(scale, wedge.count / Math.max(1, both));
  }
  return scale;
}

function shortened(from: Place, to: Place, atStart: number, atEnd: number): [Place, Place] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const point = (far: number) => ({ x: from.x + (to.x - from.x) * far / length, y: from.y + (to.y - from.y) * far / length });
  return [point(atStart), point(length - atEnd)];
}

/** Short strokes across a line: the ecomap's sign for a relation under strain. */
function crossesOf(from: Place, to: Place): [Place, Place][] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const across = { x: -(to.y - from.y) / length * 6, y: (to.x - from.x) / length * 6 };
  return [0.42, 0.5, 0.58].map((share) => {
    const on = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    return [{ x: on.x - across.x, y: on.y - across.y }, { x: on.x + across.x, y: on.y + across.y }];
  });
}

function sectorShape(centre: Place, ring: Ring, from: number, to: number, alone: boolean) {
  const far = { rx: ring.rx + 74, ry: ring.ry + 70 };
  const gap = alone ? 0 : 0.012;
  const [one, other] = [onRing(far, centre, from + gap), onRing(far, centre, to - gap)];
  const large = to - from > Math.PI ? 1 : 0;
  const digits = (place: Place) => `${place.x.toFixed(1)} ${place.y.toFixed(1)}`;
  if (alone) {
    const low = onRing(far, centre, Math.PI);
    const top = onRing(far, centre, 0);
    return `M${digits(top)}A${far.rx} ${far.ry} 0 1 1 ${digits(low)}A${far.rx} ${far.ry} 0 1 1 ${digits(top)}Z`;
  }
  return `M${digits(centre)}L${digits(one)}A${far.rx.toFixed(1)} ${far.ry.toFixed(1)} 0 ${large} 1 ${digits(other)}Z`;
}

/** The map of `parties` as it looked on `date`. `everybody` (default: the same) decides the places: give it all who ever
 *  come into it, and the ones there are stay where they are while the date moves. */
export function ecomap(parties: Party[], date: string, everybody: Party[] = parties): Ecomap {
  const base = { rx: 340, ry: 218 };
  const scale = scaleFor(everybody, base);
  const ring = { rx: base.rx * scale, ry: base.ry * scale };
  const width = 2 * (ring.rx + 206);
  const height = 2 * (ring.ry + 104);
  const centre = { x: width / 2, y: height / 2 };
  const all = wedges(everybody);
  const placed = new Map<string, Place>();
  for (const wedge of all) {
    const members = everybody.filter((at) => at.sector === wedge.sector);
    places(members.length, wedge.from, wedge.to, ring).forEach((at, index) =>
      placed.set(members[index]!.party, { x: centre.x + at.x, y: centre.y + at.y }));
  }
  const sectors = all.map((wedge): Sector => {
    const middle = (wedge.from + wedge.to) / 2;
    const side = Math.sin(middle);
    const rim = onRing({ rx: ring.rx + 86, ry: ring.ry + 84 }, centre, middle);
    const label = { x: rim.x + 14 * side, y: rim.y };
    return {
      sector: wedge.sector, count: parties.filter((at) => at.sector === wedge.sector).length,
      path: sectorShape(centre, ring, wedge.from, wedge.to, all.length === 1), label,
      anchor: side > 0.35 ? "start" : side < -0.35 ? "end" : "middle",
    };
  });
  const nodes = parties.map((party): Node => {
    const place = placed.get(party.party) ?? centre;
    const [to, from] = shortened(centre, place, radius + 4, nodeRadius + 3);
    const support = party.legal.length > 0 || (party.sector === "privateNetwork" && party.role !== "");
    return { ...party, ...place, line: lineOf(party.lastContact, date), from, to, support,
             crosses: party.strained ? crossesOf(from, to) : [], labelAbove: place.y < centre.y - 0.45 * ring.ry };
  });
  return { width, height, centre, radius, sectors, nodes };
}
