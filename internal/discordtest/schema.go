package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"footnote/internal/shared"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemas are Discord's own descriptions of its REST API and gateway.
type schemas struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
	paths    map[string]string // JSON pointers to request schemas in the OpenAPI file, by route
}

const restFile, gatewayFile = "file:///openapi.json", "file:///gateway.schema.json"

// sharedSchemas returns the result of loadSchemas, which is called once per process: tests start
// hundreds of fakes, and under the race detector each would need a second to compile the schemas.
var sharedSchemas = sync.OnceValue(loadSchemas)

// loadSchemas reads Discord's files from the folder beside the checkout. It returns nil if they
// are missing.
func loadSchemas() *schemas {
	folder := filepath.Join(shared.Folder(), "discord")
	if shared.Folder() == "" {
		return nil
	}
	s := &schemas{compiler: jsonschema.NewCompiler(), compiled: map[string]*jsonschema.Schema{}, paths: map[string]string{}}
	s.compiler.DefaultDraft(jsonschema.Draft2020)
	for name, file := range map[string]string{restFile: "openapi.json", gatewayFile: "gateway.schema.json"} {
		raw, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil {
			return nil
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			return nil
		}
		correct(document)
		if s.compiler.AddResource(name, document) != nil {
			return nil
		}
		if name == restFile {
			s.index(document)
		}
	}
	return s
}

// correct corrects the files where they contradict Discord's documentation or lack a definition:
// the permissions of a command are a string, because JSON numbers are not precise enough for them;
// the ID of a new attachment is a number, the index of its file in the request; a message may
// refer to a message that it forwards; and GUILD_DELETE has no field "unavailable" if the bot was
// removed from the server.
func correct(document any) {
	root, _ := document.(map[string]any)
	if definitions, gateway := root["definitions"].(map[string]any); gateway {
		snowflake := map[string]any{"$ref": "#/definitions/Snowflake"}
		definitions["GuildDelete"] = map[string]any{"type": "object", "required": []any{"id"}, "properties": map[string]any{
			"id": snowflake, "unavailable": map[string]any{"type": "boolean"},
		}}
		definitions["GuildRoleCreate"] = map[string]any{"type": "object", "required": []any{"guild_id", "role"}, "properties": map[string]any{
			"guild_id": snowflake, "role": map[string]any{"$ref": "#/definitions/APIRole"},
		}}
		return
	}
	components, _ := root["components"].(map[string]any)
	listed, _ := components["schemas"].(map[string]any)
	for _, one := range listed {
		schema, _ := one.(map[string]any)
		properties, _ := schema["properties"].(map[string]any)
		if _, has := properties["default_member_permissions"]; has {
			properties["default_member_permissions"] = map[string]any{"type": []any{"string", "null"}, "pattern": "^[0-9]+$"}
		}
	}
	listed["MessageReferenceType"] = map[string]any{"type": "integer", "enum": []any{json.Number("0"), json.Number("1")}}
	if attachment, _ := listed["MessageAttachmentRequest"].(map[string]any); attachment != nil {
		attachment["properties"].(map[string]any)["id"] = map[string]any{"type": []any{"string", "integer"}, "pattern": "^[0-9]+$", "minimum": 0}
	}
}

// index records where the schema of each route's request body is.
func (s *schemas) index(document any) {
	paths, _ := document.(map[string]any)["paths"].(map[string]any)
	for path, item := range paths {
		methods, _ := item.(map[string]any)
		for method := range methods {
			parts := strings.Split(strings.Trim(path, "/"), "/")
			for i, p := range parts {
				if strings.HasPrefix(p, "{") && !strings.Contains(p, "token") {
					parts[i] = "{id}"
				} else if strings.HasPrefix(p, "{") {
					parts[i] = "{token}"
				}
			}
			s.paths[strings.ToUpper(method)+" /"+strings.Join(parts, "/")] = "#/paths/" + escape(path) + "/" + method + "/requestBody/content/" + escape("application/json") + "/schema"
		}
	}
}

// escape escapes one token of a JSON pointer for use in a URL fragment.
func escape(part string) string {
	return url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(part))
}

func (s *schemas) schema(at string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if schema, known := s.compiled[at]; known {
		return schema, nil
	}
	schema, err := s.compiler.Compile(at)
	if err == nil {
		s.compiled[at] = schema
	}
	return schema, err
}

// request checks the body of a REST request.
func (s *schemas) request(c *call) error {
	if s == nil || len(c.raw) == 0 {
		return nil
	}
	at, known := s.paths[c.route]
	if !known {
		return errors.New("the OpenAPI file has no such route")
	}
	return s.check(restFile+at, c.raw)
}

// definitions are the names of the gateway's schemas, by event or opcode name.
var definitions = map[string]string{
	"THREAD_CREATE": "GatewayThreadCreateDispatchData", "READY": "GatewayReadyDispatchData", "MESSAGE_CREATE": "GatewayMessageCreateDispatchData", "MESSAGE_UPDATE": "GatewayMessageUpdateDispatchData",
	"INTERACTION_CREATE": "APIInteraction", "GUILD_CREATE": "GatewayGuildCreateDispatchData", "GUILD_DELETE": "GuildDelete", "GUILD_ROLE_CREATE": "GuildRoleCreate", "CHANNEL_CREATE": "GatewayChannelCreateDispatchData", "IDENTIFY": "GatewayIdentifyData", "RESUME": "GatewayResumeData", "HELLO": "GatewayHelloData",
}

// gateway checks a gateway payload. Payloads without a schema pass.
func (s *schemas) gateway(_ bool, name string, data []byte) error {
	definition, known := definitions[name]
	if s == nil || !known {
		return nil
	}
	return s.check(gatewayFile+"#/definitions/"+definition, data)
}

func (s *schemas) check(at string, data []byte) error {
	schema, err := s.schema(at)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if err := schema.Validate(value); err != nil {
		return fmt.Errorf("it does not match Discord's schema: %.600s", err)
	}
	return nil
}
