namespace Infra.Engine.Languages;

/// <summary>How a program ended.</summary>
/// <param name="Succeeded">Whether the program ended without an error.</param>
/// <param name="Error">The message for the user; <c>null</c> when the program has already told them.</param>
internal sealed record ProgramResult(bool Succeeded, string? Error = null);
