using Google.Protobuf;

namespace Pulumi.Deployments;

/// <summary>A function of the program that the engine may call.</summary>
/// <param name="request">The serialized request, whose message type depends on what the function was registered for.</param>
/// <param name="cancellationToken">Cancelled when the engine no longer waits for the result.</param>
/// <returns>The response message.</returns>
internal delegate Task<IMessage> CallbackFunction(
    ByteString request,
    CancellationToken cancellationToken
);
