using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Shop;

public record Detail(string OrderId);

public record OrderPlaced(Detail Detail);

public record Answer(string OrderId);

public class OrdersHandler
{
    /// <summary>All environments start from one snapshot: what must differ between them is made anew after it.</summary>
    private string environmentId = Guid.NewGuid().ToString();

    public OrdersHandler()
    {
        // Load what takes long, and close connections: they do not outlive the snapshot.
        SnapshotRestore.RegisterBeforeSnapshot(() => ValueTask.CompletedTask);
        // Open connections, and seed random numbers; within 10 seconds.
        SnapshotRestore.RegisterAfterRestore(() =>
        {
            environmentId = Guid.NewGuid().ToString();
            return ValueTask.CompletedTask;
        });
    }

    public Answer Handle(OrderPlaced placed, ILambdaContext context)
    {
        context.Logger.LogInformation("order placed: {orderId} by {environmentId}", placed.Detail.OrderId, environmentId);
        return new Answer(placed.Detail.OrderId);
    }
}
