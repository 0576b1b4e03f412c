using Infra.Protocol;

namespace Infra.Engine.State.Checkpoints;

/// <summary>A state is malformed; the caller that knows the file adds its name.</summary>
internal class StateFormatException : InfraException
{
    public StateFormatException() { }

    public StateFormatException(string message)
        : base(message) { }

    public StateFormatException(string message, Exception innerException)
        : base(message, innerException) { }
}
