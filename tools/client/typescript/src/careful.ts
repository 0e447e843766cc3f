// What capnp-es 0.0.16 gets wrong and the generated code (generate.mjs) takes from here instead. tests/tools/client/typescript
// shows each against Debian's capnp.
//
//   lists     of structs that are smaller than this client's, from an older server or canonical (trailing zeros are cut off):
//             its widening lets old pointers fall into new data and makes null pointers into empty structs
//   Int32     with a default: only half of the default is taken off
//   setting   a text or pointer a second time clears eight times what stood there
import { type List, type ListCtor, ListElementSize, ObjectSize, Pointer, PointerType, type Struct, utils } from "capnp-es";

export function getInt32(byteOffset: number, parent: Struct, defaultMask?: DataView): number {
    return utils.getInt32(byteOffset, parent) ^ (defaultMask?.getInt32(0, true) ?? 0);
}

export function setText(index: number, value: string, parent: Struct): void {
    clear(utils.getPointer(index, parent));
    utils.setText(index, value, parent);
}

export function copyFrom(source: Pointer, target: Pointer): void {
    if (source.segment === target.segment && source.byteOffset === target.byteOffset) return;
    clear(target);
    utils.copyFrom(source, target);
}

/** What it pointed to stays in the message, unreachable. */
function clear(pointer: Pointer): void {
    pointer.segment.setWordZero(pointer.byteOffset);
}

export function getList<T>(index: number, ListClass: ListCtor<T>, parent: Struct, defaultValue?: Pointer): List<T> {
    const wanted = ListClass._capnp.compositeSize;
    if (wanted) widen(utils.getPointer(index, parent), wanted);
    return utils.getList(index, ListClass as never, parent, defaultValue as never) as List<T>;
}

function widen(list: Pointer, wanted: ObjectSize): void {
    if (utils.isNull(list) || utils.getTargetPointerType(list) !== PointerType.LIST) return;
    if (utils.getTargetListElementSize(list) !== ListElementSize.COMPOSITE) return;
    const old = utils.getTargetCompositeListSize(list);
    if (old.dataByteLength >= wanted.dataByteLength && old.pointerLength >= wanted.pointerLength) return;
    const size = new ObjectSize(Math.max(old.dataByteLength, wanted.dataByteLength), Math.max(old.pointerLength, wanted.pointerLength));
    const length = utils.getTargetListLength(list);
    const from = utils.getContent(list);
    const to = list.segment.allocate(8 + length * bytesOf(size));
    const target = utils.initPointer(to.segment, to.byteOffset, list);
    utils.setListPointer(target.offsetWords, ListElementSize.COMPOSITE, length, target.pointer, size);
    utils.setStructPointer(length, size, to);
    for (let element = 0; element < length; ++element) {
        const source = from.byteOffset + element * bytesOf(old);
        const place = to.byteOffset + 8 + element * bytesOf(size);
        if (old.dataByteLength > 0) to.segment.copyWords(place, from.segment, source, old.dataByteLength / 8);
        for (let pointer = 0; pointer < old.pointerLength; ++pointer)
            point(new Pointer(to.segment, place + size.dataByteLength + pointer * 8), new Pointer(from.segment, source + old.dataByteLength + pointer * 8));
    }
}

/** Makes `pointer` point where `other` does, from its own place. */
function point(pointer: Pointer, other: Pointer): void {
    if (utils.isNull(other)) return;
    const near = utils.followFars(other);
    const content = utils.getContent(other);
    if (utils.getTargetPointerType(other) === PointerType.LIST && utils.getTargetListElementSize(other) === ListElementSize.COMPOSITE)
        content.byteOffset -= 8; // the tag is what a pointer to such a list points at
    const target = utils.initPointer(content.segment, content.byteOffset, pointer);
    const kind = near.segment.getUint8(near.byteOffset) & 3;
    target.pointer.segment.setUint32(target.pointer.byteOffset, kind | (target.offsetWords << 2));
    target.pointer.segment.setUint32(target.pointer.byteOffset + 4, near.segment.getUint32(near.byteOffset + 4));
}

function bytesOf(size: ObjectSize): number {
    return size.dataByteLength + size.pointerLength * 8;
}
