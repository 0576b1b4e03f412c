using Google.Protobuf;

namespace Pulumi.Deployments;

/// <summary>A function of the program that the engine may call.</summary>
/// <param name="request">The serialized message that belongs to what the function was registered for.</param>
/// <param name="cancellationToken">Set when the engine no longer waits.</param>
/// <returns>The answer to the message.</returns>
internal delegate Task<IMessage> CallbackFunction(
    ByteString request,
    CancellationToken cancellationToken
);
