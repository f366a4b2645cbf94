package openaitest

import "strings"

// MissingIndex leaves out the last vector.
func MissingIndex() Fault {
	return Fault{distort: func(data []vector) []vector { return data[:len(data)-1] }}
}

// DuplicateIndex gives the first two vectors the same index. The request must have at least two
// inputs.
func DuplicateIndex() Fault {
	return Fault{distort: func(data []vector) []vector {
		data[0].index = data[1].index
		return data
	}}
}

// Index gives the first vector the index i.
func Index(i int) Fault {
	return Fault{distort: func(data []vector) []vector {
		data[0].index = i
		return data
	}}
}

// Numbers writes raw instead of the numbers of the first vector: for example "[NaN,1]", as Python's
// encoder does, "[null,null]", as encoders without NaN do, or "[1e39]".
func Numbers(raw string) Fault {
	return Fault{distort: func(data []vector) []vector {
		data[0].numbers = raw
		return data
	}}
}

// WrongDimension gives every vector the given number of dimensions, all of them 1.
func WrongDimension(dimensions int) Fault {
	return Fault{distort: func(data []vector) []vector {
		for i := range data {
			data[i].numbers = repeat("1", dimensions)
		}
		return data
	}}
}

// ZeroVector makes all numbers of the first vector zero.
func ZeroVector() Fault {
	return Fault{distort: func(data []vector) []vector {
		data[0].numbers = repeat("0", strings.Count(data[0].numbers, ",")+1)
		return data
	}}
}

func repeat(number string, count int) string {
	return "[" + strings.TrimSuffix(strings.Repeat(number+",", count), ",") + "]"
}
