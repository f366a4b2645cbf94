package lexical

import (
	"encoding/binary"
	"slices"
)

// packed holds consecutive blocks of postings.
type packed struct {
	blocks []block
	data   []byte
	count  int // number of postings in all blocks
}

// A block locates some packed postings.
type block struct {
	first, last int32 // document numbers
	end         int32 // of its bytes, which begin where the block before ends
	count       int32
}

const (
	blockFull = 256 // postings in a block when the next one is begun
	blockMost = 512 // the largest number of postings in a block after insertions
)

// open decodes a block.
func (p *packed) open(i int, into []entry) []entry {
	b := p.blocks[i]
	data := p.data[p.begin(i):b.end]
	document := int(b.first) - 1
	for len(data) > 0 {
		v, size := uint64(data[0]), 1
		switch {
		case v < 0x80:
		case data[1] < 0x80:
			v, size = v&0x7f|uint64(data[1])<<7, 2
		default:
			v, size = binary.Uvarint(data)
		}
		document += int(v>>1) + 1
		count := 1
		if v&1 != 0 {
			count = int(data[size])
			size++
		}
		into = append(into, newEntry(document, count))
		data = data[size:]
	}
	return into
}

// begin returns where the bytes of a block begin.
func (p *packed) begin(i int) int32 {
	if i == 0 {
		return 0
	}
	return p.blocks[i-1].end
}

// appendPacked encodes entries that follow the document after.
func appendPacked(data []byte, after int, entries []entry) []byte {
	for _, e := range entries {
		v := uint64(e.document()-after-1) << 1
		after = e.document()
		if e.count() == 1 {
			data = binary.AppendUvarint(data, v)
			continue
		}
		data = append(binary.AppendUvarint(data, v|1), byte(e.count()))
	}
	return data
}

// append adds postings after all others.
func (p *packed) append(entries []entry) {
	p.count += len(entries)
	for len(entries) > 0 {
		if n := len(p.blocks); n == 0 || p.blocks[n-1].count >= blockFull {
			first := int32(entries[0].document())
			p.blocks = append(p.blocks, block{first: first, last: first - 1, end: int32(len(p.data))})
		}
		b := &p.blocks[len(p.blocks)-1]
		some := entries[:min(len(entries), int(blockFull-b.count))]
		var room [4 * blockFull]byte
		packed := appendPacked(room[:0], int(b.last), some)
		if free := cap(p.data) - len(p.data); free < len(packed) { // append would grow by a fourth, which is much over all terms
			p.data = append(make([]byte, 0, len(p.data)+len(packed)+len(p.data)/16), p.data...)
		}
		p.data = append(p.data, packed...)
		b.last, b.end, b.count = int32(some[len(some)-1].document()), int32(len(p.data)), b.count+int32(len(some))
		entries = entries[len(some):]
	}
}

// change decodes a block, applies a change to its postings, and encodes them again.
func (p *packed) change(i int, change func([]entry) []entry) {
	var room [blockMost]entry
	all := change(p.open(i, room[:0]))
	p.count += len(all) - int(p.blocks[i].count)
	var made []block
	var data []byte
	begin := p.begin(i)
	for some := range slices.Chunk(all, piece(len(all))) {
		first := some[0].document()
		data = appendPacked(data, first-1, some)
		made = append(made, block{int32(first), int32(some[len(some)-1].document()), begin + int32(len(data)), int32(len(some))})
	}
	grown := int32(len(data)) - (p.blocks[i].end - begin)
	p.data = slices.Replace(p.data, int(begin), int(p.blocks[i].end), data...)
	p.blocks = slices.Replace(p.blocks, i, i+1, made...)
	for j := i + len(made); j < len(p.blocks); j++ {
		p.blocks[j].end += grown
	}
	if 2*len(p.data) < cap(p.data) {
		p.data = slices.Clone(p.data)
	}
}

// piece returns how many postings go into one block when count postings are encoded.
func piece(count int) int {
	if count <= blockMost {
		return blockMost
	}
	return blockFull
}

// find returns the first block that ends at or after a document.
func (p *packed) find(document int) int {
	i, _ := slices.BinarySearchFunc(p.blocks, document, func(b block, document int) int { return int(b.last) - document })
	return i
}

// remove removes documents.
func (p *packed) remove(numbers []int) {
	for len(numbers) > 0 {
		i := p.find(numbers[0])
		if i == len(p.blocks) {
			return
		}
		from, _ := slices.BinarySearch(numbers, int(p.blocks[i].first))
		to, _ := slices.BinarySearch(numbers, int(p.blocks[i].last)+1)
		if from < to {
			p.change(i, func(all []entry) []entry { return without(all, numbers[from:to]) })
		}
		numbers = numbers[to:]
	}
}
