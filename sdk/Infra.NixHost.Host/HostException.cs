namespace Infra.NixHost.Host;

/// <summary>A failure the user can mend: its message says what failed, with which value, why, and what to do next.</summary>
/// <param name="code">The named precondition that does not hold, e.g. <c>bridge-missing</c>; stable, for tools.</param>
/// <param name="message">What, which value, why, next step.</param>
/// <param name="innerException">What the host answered, if it did.</param>
public class HostException(string code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The named precondition that does not hold.</summary>
    public string Code { get; } = code;

    /// <summary>What a file that could not be written means when its disk is full; <c>null</c> for any other failure.</summary>
    public static HostException? OfFullDisk(IOException failure) => DiskFull.Of(failure);
}
