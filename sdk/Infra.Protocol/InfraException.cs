namespace Infra.Protocol;

/// <summary>A failure the user can mend: its message says what failed, with which value, why, and what to do next.</summary>
/// <remarks>Shown without a stack. Every other exception that reaches the top is a bug and keeps its stack.</remarks>
public class InfraException : Exception
{
    /// <summary>Creates the failure.</summary>
    public InfraException(string message)
        : base(message) { }

    /// <summary>Creates the failure with what caused it, if anything did.</summary>
    public InfraException(string message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>Creates the failure without a message; prefer the others.</summary>
    public InfraException() { }
}
