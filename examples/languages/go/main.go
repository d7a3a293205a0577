package main

import (
	"context"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
)

type event struct {
	Detail struct {
		OrderID string `json:"orderId"`
	} `json:"detail"`
}

type answer struct {
	OrderID string `json:"orderId"`
}

var logger = slog.New(slog.NewJSONHandler(os.Stdout, nil))

func handle(_ context.Context, e event) (answer, error) {
	logger.Info("order placed", "orderId", e.Detail.OrderID)
	return answer{OrderID: e.Detail.OrderID}, nil
}

func main() { lambda.Start(handle) }
