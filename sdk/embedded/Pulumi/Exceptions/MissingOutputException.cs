namespace Pulumi;

/// <summary>Another stack lacks an output that the program requires. Programs catch the base class, as with the NuGet package.</summary>
internal sealed class MissingOutputException(string message) : KeyNotFoundException(message);
