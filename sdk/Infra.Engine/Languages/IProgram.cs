namespace Infra.Engine.Languages;

/// <summary>A user's program.</summary>
internal interface IProgram
{
    /// <summary>Gets the program ready to start; throws with what its compiler says.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Runs the program to its end.</summary>
    /// <param name="address">Where the engine listens.</param>
    /// <param name="cancellationToken">Asks it to end, and after a grace makes it.</param>
    Task<ProgramResult> RunAsync(string address, CancellationToken cancellationToken);
}
