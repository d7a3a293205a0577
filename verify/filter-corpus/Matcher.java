import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * Reads lines such as {"pattern": "...", "events": ["...", "..."]} and answers each with what AWS's engine says of it:
 * {"error": null, "strictError": null, "matches": [true, null]}; null where the engine refuses the event. It is stricter
 * where a path may not be repeated.
 */
public class Matcher {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.write(JSON.writeValueAsString(answer(JSON.readTree(line))));
      out.newLine();
    }
    out.flush();
  }

  private static ObjectNode answer(JsonNode asked) {
    String pattern = asked.get("pattern").asText();
    ObjectNode answer = JSON.createObjectNode();
    String error = errorOf(pattern, true);
    answer.put("error", error);
    answer.put("strictError", errorOf(pattern, false));
    ArrayNode matches = answer.putArray("matches");
    for (JsonNode event : asked.get("events")) {
      Boolean match = error == null ? matches(pattern, event.asText()) : null;
      matches.add(match);
    }
    return answer;
  }

  private static String errorOf(String pattern, boolean overriding) {
    try {
      return JsonRuleCompiler.check(pattern, overriding);
    } catch (RuntimeException e) {
      return String.valueOf(e);
    }
  }

  private static Boolean matches(String pattern, String event) {
    try {
      Machine machine = new Machine();
      machine.addRule("rule", pattern);
      return !machine.rulesForJSONEvent(event).isEmpty();
    } catch (Exception e) {
      return null;
    }
  }
}
