using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Shop;

public record Detail(string OrderId);

public record OrderPlaced(Detail Detail);

public record Answer(string OrderId);

public class OrdersHandler
{
    public Answer Handle(OrderPlaced placed, ILambdaContext context)
    {
        context.Logger.LogInformation("order placed: {orderId}", placed.Detail.OrderId);
        return new Answer(placed.Detail.OrderId);
    }
}
