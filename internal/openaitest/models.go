package openaitest

import "net/http"

// DefaultModel is the only model of a server whose models have not been set.
const DefaultModel = "fake-model"

// Models sets the models that the server lists. From then on it rejects chat requests for any
// other; before, it accepts every name.
func (s *Server) Models(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writer.models = append([]string{}, names...) // never nil, which would mean that they are not set
}

type model struct {
	ID      string `json:"id"`
	Object  string `json:"object"`
	Created int64  `json:"created"`
	OwnedBy string `json:"owned_by"`
}

// list serves GET /v1/models, with the models in the order in which they were set.
func (s *Server) list(w http.ResponseWriter, r *http.Request, _ Request, fault Fault) {
	names := s.copyWriter().models
	if names == nil {
		names = []string{DefaultModel}
	}
	data := make([]model, len(names))
	for i, name := range names {
		data[i] = model{ID: name, Object: "model", Created: created, OwnedBy: "openaitest"}
	}
	w.Header().Set("Content-Type", jsonType)
	fault.body(w, r, []byte(marshal(struct {
		Object string  `json:"object"`
		Data   []model `json:"data"`
	}{"list", data})), whole)
}
