namespace Infra.Engine.Languages;

/// <summary>How a program ended.</summary>
/// <param name="Succeeded">It did all it wanted.</param>
/// <param name="Error">What to tell the user; <c>null</c> when the program told them already.</param>
internal sealed record ProgramResult(bool Succeeded, string? Error = null);
