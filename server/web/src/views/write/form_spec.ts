// What the server says a form must ask for one event type (GET /event-types/TYPE): fields with labels, kinds, closed lists.
import type { Label } from "../../language/language";

export interface FieldSpec extends Label {
  name: string;
  kind: "text" | "code" | "boolean" | "integer" | "number" | "id" | "time" | "words" | "struct" | "void";
  list?: boolean;
  required?: boolean;
  verbatim?: boolean;
  bytesMax?: number;
  vocabulary?: string;
  class?: string;
  words?: (Label & { word: string })[];
  fields?: FieldSpec[];
  alternative?: boolean;
}

export interface FormSpec extends Label {
  type: string;
  streams: string[];
  envelope: FieldSpec[];
  payload: FieldSpec[];
  personal: FieldSpec[];
}
