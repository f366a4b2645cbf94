package api_test

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	"footnote/api"
	"footnote/internal/indextest"
	"footnote/rag/index"
)

func TestEmbeddings(t *testing.T) {
	var roles []index.Role
	made := indextest.Scripted(func(role index.Role, texts []string) [][]float32 {
		roles = append(roles, role)
		vectors := make([][]float32, len(texts))
		for i, text := range texts {
			vectors[i] = []float32{float32(len(text)), -0.25}
		}
		return vectors
	})
	s := serve(t, func(o *api.Options) { o.Embedder = made })
	type list struct {
		Data []struct {
			Index     int
			Embedding []float32
		}
		Model string
		Usage map[string]int
	}
	for input, want := range map[string]string{`"ab"`: "[[2 -0.25]]", `["ab", "塔"]`: "[[2 -0.25] [3 -0.25]]"} {
		var got list
		s.post("/v1/embeddings", `{"model": "scripted", "dimensions": 2, "input": `+input+`}`, &got)
		var vectors [][]float32
		for n, one := range got.Data {
			if vectors = append(vectors, one.Embedding); one.Index != n {
				t.Errorf("%d is %d", one.Index, n)
			}
		}
		if fmt.Sprint(vectors) != want || got.Model != "scripted" || got.Usage["total_tokens"] == 0 {
			t.Errorf("%s: %+v", input, got)
		}
	}
	var packed struct{ Data []struct{ Embedding string } }
	s.post("/v1/embeddings", `{"model": "scripted", "input": "ab", "encoding_format": "base64", "input_type": "passage"}`, &packed)
	raw, err := base64.StdEncoding.DecodeString(packed.Data[0].Embedding)
	if err != nil || len(raw) != 8 || math.Float32frombits(binary.LittleEndian.Uint32(raw[4:])) != -0.25 {
		t.Errorf("%x, %v", raw, err)
	}
	if last := roles[len(roles)-1]; last != index.RolePassage || roles[0] != index.RoleQuery {
		t.Errorf("%v", roles)
	}
	for body, code := range map[string]string{
		`"input": [1, 2]`: "unsupported_value", `"input": [[1], [2]]`: "unsupported_value", `"input": ""`: "invalid_value", `"input": []`: "invalid_value", `"input": ["a", " "]`: "invalid_value",
		`"input": {"a": 1}`: "invalid_value", `"input": ["a", 1]`: "invalid_value", `"user": "x"`: "invalid_value", `"input": "a", "encoding_format": "int8"`: "invalid_value",
		`"input": "a", "dimensions": 3`: "unsupported_value", `"input": "a", "input_type": "x"`: "invalid_value",
		`"input": ["` + strings.Repeat(`a", "`, 300) + `a"]`: "input_too_long", `"input": "` + strings.Repeat(`a`, 100_001) + `"`: "input_too_long",
	} {
		s.refused(s.request("POST", "/v1/embeddings", `{"model": "scripted", `+body+`}`), http.StatusBadRequest, code)
	}
	s.refused(s.request("POST", "/v1/embeddings", `{"model": "text-embedding-3-small", "input": "a"}`), http.StatusNotFound, "model_not_found")
	without := serve(t, nil)
	without.refused(without.request("POST", "/v1/embeddings", `{"model": "scripted", "input": "a"}`), http.StatusNotFound, "model_not_found")
}
