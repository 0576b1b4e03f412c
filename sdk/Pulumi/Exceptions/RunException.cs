namespace Pulumi;

/// <summary>A failure of the program that its message explains: it is shown without a stack trace.</summary>
public class RunException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What the user shall read.</param>
    public RunException(string message)
        : base(message) { }

    /// <summary>Creates the failure with what caused it; the cause is not shown.</summary>
    /// <param name="message">What the user shall read.</param>
    /// <param name="innerException">The cause.</param>
    public RunException(string message, Exception? innerException)
        : base(message, innerException) { }
}
