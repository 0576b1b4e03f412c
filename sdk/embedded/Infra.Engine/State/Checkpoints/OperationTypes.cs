namespace Infra.Engine.State.Checkpoints;

/// <summary>The words for what was going on with a resource.</summary>
internal static class OperationTypes
{
    public static string Word(OperationType type) =>
        type switch
        {
            OperationType.Creating => "creating",
            OperationType.Updating => "updating",
            OperationType.Deleting => "deleting",
            OperationType.Reading => "reading",
            _ => "importing",
        };

    public static OperationType Parse(string? word, string where) =>
        word switch
        {
            "creating" => OperationType.Creating,
            "updating" => OperationType.Updating,
            "deleting" => OperationType.Deleting,
            "reading" => OperationType.Reading,
            "importing" => OperationType.Importing,
            _ => throw new StateFormatException(
                $"{where}: 'type' must be creating, updating, deleting, reading or importing, not '{word}'"
            ),
        };
}
