namespace Infra.NixHost.Hosts;

/// <summary>A failure the user can mend: its message says what failed, with which value, why, and what to do next.</summary>
/// <param name="code">The named precondition that does not hold, e.g. <c>bridge-missing</c>; stable, for tools.</param>
/// <param name="message">The message says what failed, with which value, why, and what to do next.</param>
/// <param name="innerException">The error that the host answered with, if it answered.</param>
public class HostException(string code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The named precondition that does not hold.</summary>
    public string Code { get; } = code;

    /// <summary>The failure to report for a file whose disk is full; <c>null</c> for any other failure.</summary>
    public static HostException? OfFullDisk(IOException failure) => DiskFull.Of(failure);
}
