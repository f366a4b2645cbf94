package lexical

// grams is a hash table of numbers by ideograph or pair of ideographs, with open addressing
// and linear probing. Building an index mostly consists of looking these up, and a Go map
// takes three times as long. The zero value is ready to use.
type grams struct {
	slots []gramSlot // the length is a power of two
	count int
}

type gramSlot struct {
	gram   uint64 // 0 means that the slot is free
	number int32
}

// newGrams returns a table with room for count grams.
func newGrams(count int) grams {
	size := 64
	for size < 2*count {
		size *= 2
	}
	return grams{slots: make([]gramSlot, size)}
}

// place returns the slot of a gram, or the one where it would be.
func (g *grams) place(gram uint64) int {
	mask := len(g.slots) - 1
	i := scatter(gram) & mask
	for g.slots[i].gram != gram && g.slots[i].gram != 0 {
		i = (i + 1) & mask
	}
	return i
}

// scatter is Fibonacci hashing: Knuth, "The Art of Computer Programming", volume 3, section
// 6.4.
func scatter(gram uint64) int {
	return int(gram * 0x9E3779B97F4A7C15 >> 33)
}

func (g *grams) find(gram uint64) (number int32, known bool) {
	if g.count == 0 {
		return 0, false
	}
	slot := g.slots[g.place(gram)]
	return slot.number, slot.gram != 0
}

// set sets the number of a gram that has none.
func (g *grams) set(gram uint64, number int32) {
	if 2*(g.count+1) > len(g.slots) {
		old := g.slots
		g.slots = make([]gramSlot, max(2*len(old), 64))
		for _, s := range old {
			if s.gram != 0 {
				g.slots[g.place(s.gram)] = s
			}
		}
	}
	g.slots[g.place(gram)] = gramSlot{gram, number}
	g.count++
}

// drop removes a gram, and moves up the grams that collided with it.
func (g *grams) drop(gram uint64) {
	if _, known := g.find(gram); !known {
		return
	}
	mask := len(g.slots) - 1
	free := g.place(gram)
	for i := (free + 1) & mask; g.slots[i].gram != 0; i = (i + 1) & mask {
		home := scatter(g.slots[i].gram) & mask
		if (i-home)&mask >= (i-free)&mask {
			g.slots[free] = g.slots[i]
			free = i
		}
	}
	g.slots[free] = gramSlot{}
	g.count--
}
