package shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;

/** What the constructor does, the snapshot holds already. */
public final class OrdersHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Object orderId = ((Map<?, ?>) event.get("detail")).get("orderId");
    context.getLogger().log("order placed: " + orderId, LogLevel.INFO);
    return Map.of("orderId", orderId);
  }
}
