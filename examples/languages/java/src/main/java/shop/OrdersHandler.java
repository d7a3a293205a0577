package shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.Map;
import java.util.UUID;
import org.crac.Core;
import org.crac.Resource;

/** What the constructor does, the snapshot holds already. */
public final class OrdersHandler implements RequestHandler<Map<String, Object>, Map<String, Object>>, Resource {
  /** All environments start from one snapshot: what must differ between them is made anew after it. */
  private String environmentId = UUID.randomUUID().toString();

  public OrdersHandler() {
    Core.getGlobalContext().register(this);
  }

  /** Load here what takes long, and close connections: they do not outlive the snapshot. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    System.out.println("before the snapshot: " + environmentId);
  }

  /** Open connections here, and seed random numbers; within 10 seconds. */
  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    environmentId = UUID.randomUUID().toString();
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Object orderId = ((Map<?, ?>) event.get("detail")).get("orderId");
    context.getLogger().log("order placed: " + orderId + " by " + environmentId, LogLevel.INFO);
    return Map.of("orderId", orderId);
  }
}
