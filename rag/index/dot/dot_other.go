//go:build !amd64

package dot

func products(query []int16, packed []byte, into []int32) { productsPlain(query, packed, into) }
